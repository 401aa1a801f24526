"""The service as the samples know it: marketplaces and their hosts, operations, and how it refuses."""

from dataclasses import dataclass

US, DE, JP = "ATVPDKIKX0DER", "A1PA6795UKMFR9", "A1VC38T7YXB528"
HOSTS = {
    US: "sellingpartnerapi-na.amazon.com",
    DE: "sellingpartnerapi-eu.amazon.com",
    JP: "sellingpartnerapi-fe.amazon.com",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What the service says when it refuses: status, error class, code, message, details."""

    status: int
    error_type: str
    code: str
    message: str
    details: str = ""


REFUSED = Failure(403, "AccessDeniedException", "Unauthorized", "Access to requested resource is denied.")
THROTTLED = Failure(
    429, "TooManyRequestsException", "QuotaExceeded", "You exceeded your quota for the requested resource."
)
BROKEN = Failure(500, "InternalFailure", "InternalFailure", "We encountered an internal error. Please try again.")
UNAVAILABLE = Failure(
    503, "ServiceUnavailableException", "ServiceUnavailable", "Service is temporarily unavailable. Please try again."
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as this client calls it; `{}` in path and query take a made-up number."""

    name: str
    method: str
    path: str
    query: str = ""
    rate: float | None = None  # requests per second, as the service's header says
    good: int = 200  # the status of a good answer


ORDERS = Operation(
    "getOrders", "GET", "/orders/v0/orders", "MarketplaceIds={marketplace}&LastUpdatedAfter={earlier}", 0.0167
)
ORDER_ITEMS = Operation("getOrderItems", "GET", "/orders/v0/orders/902-{n7}-{n7}/orderItems", "", 0.5)
ADDRESS = Operation("getOrderAddress", "GET", "/orders/v0/orders/902-{n7}-{n7}/address", "", 0.5)
STOCK = Operation(
    "getInventorySummaries",
    "GET",
    "/fba/inventory/v1/summaries",
    "granularityType=Marketplace&granularityId={marketplace}&marketplaceIds={marketplace}",
    2.0,
)
ITEM = Operation("getCatalogItem", "GET", "/catalog/2022-04-01/items/B0MADE{n4}", "marketplaceIds={marketplace}", 2.0)
REPORT = Operation("getReport", "GET", "/reports/2021-06-30/reports/5{n7}020", "", 2.0)
NEW_REPORT = Operation("createReport", "POST", "/reports/2021-06-30/reports", "", 0.0167, 202)
NEW_DOCUMENT = Operation("createFeedDocument", "POST", "/feeds/2021-06-30/documents", "", 0.5, 201)
NEW_FEED = Operation("createFeed", "POST", "/feeds/2021-06-30/feeds", "", 0.0083, 202)
FEED = Operation("getFeed", "GET", "/feeds/2021-06-30/feeds/5{n7}021", "", 2.0)
LISTING = Operation(
    "putListingsItem", "PUT", "/listings/2021-08-01/items/{seller}/SKU-{n4}", "marketplaceIds={marketplace}", 5.0
)
INBOUND = Operation("createInboundPlan", "POST", "/inbound/fba/2024-03-20/inboundPlans", "", 2.0, 202)
PRICE = Operation(
    "getItemOffers", "GET", "/products/pricing/v0/items/B0MADE{n4}/offers", "MarketplaceId={marketplace}", 0.5
)
