"""Every limit, with its reason. What lies beyond one is told in a note or beside the cut, never dropped in silence."""

# What is read.

PASTE_LIMIT = 5_000_000  # characters; a browser freezes for seconds on more, a file does not
UPLOAD_LIMIT = 100_000_000  # bytes; fits well into one message of the size that our JupyterLab settings allow
BULK_SIZE = 2_000_000  # bytes from which a log is read by shapes, in blocks, when its records are alike
FILE_LIMIT = 2_000_000_000  # bytes of one file whose records are not alike: its lines are held in memory
INFLATED_LIMIT = 500_000_000  # bytes out of one .gz or .zip: an archive of some kB can hold terabytes
MEMBER_LIMIT = 500  # files read out of one .zip
LINES_LIMIT = 300_000  # lines of no known shape read one by one, at most a minute or so on a slow machine
SCAN_LIMIT = 64_000  # characters of one line or record that are searched; what is needed stands far in front
RECORD_LINES = 400  # lines after its first that one log record may run on
DEPTH_LIMIT = 60  # levels of nesting followed in JSON
NESTED_TEXTS = 3  # JSON inside a JSON string inside a JSON string
SUCCESS_LIMIT = 200_000  # successes kept as rows; beyond it the last per hour (day), operation and seller
SKEW_LIMIT = 300  # seconds a log's own clock may differ from the Date header before it is reported
JOIN_GAP = 120  # seconds between two log records that may tell of one call

# What is exported.
PICK_LIMIT = 100_000  # characters of the log that one pick holds, in whole lines, so that no half of a secret is kept
PIECE_LIMIT = 60_000  # characters of one piece of the log slice, in whole lines
MESSAGE_LIMIT = 2_000  # characters of an error message in the case; the packet of its request holds it whole
SHORT_LIMIT = 600  # characters of a line of the short version; the full text holds what is cut
CELL_LIMIT = 32_000  # characters of a cell; Excel takes 32,767
ERRORS_LIMIT = 50_000  # rows of errors.csv; beyond it the newest are kept, and the figures say how many there are
CALLS_LIMIT = 20_000  # rows of calls.csv; beyond it calls are counted per hour or day instead of per minute
PICTURE_LIMIT = 20_000_000  # bytes of a screenshot; the largest screens make a few million
PART_LIMIT = 10_000_000  # bytes of one zip: the kit's own default, as no size is published for the form
BUNDLE_LIMIT = 200_000_000  # bytes of an unpacked bundle, beyond which it is refused; ours have a few million at most
