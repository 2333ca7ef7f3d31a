import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from evenhand.catalog.loading import load_catalog
from evenhand.server import create_app

schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(load_catalog()))


@schema.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_address_keeps_its_promises(case) -> None:
    """Whatever is asked, the answer has a status, media type and shape that the OpenAPI document promises."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
