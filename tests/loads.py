"""Loads as the page does them: a job of the session, run, and its log taken."""

from dataclasses import replace
from functools import partial

from casekit.reading import read_files, read_text


def load(session, text):
    take(session, session.reading(partial(read_text, text)))


def load_files(session, paths):
    take(session, session.reading(partial(read_files, paths)))


def take_zone(session, zone):
    take(session, replace(session.job, zone=zone))


def take(session, job):
    session.take_log(job, job.run())
