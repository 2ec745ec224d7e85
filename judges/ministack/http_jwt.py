"""What is asked of examples/http-jwt: an HTTP API that takes the tokens of a user pool."""

import base64
import json
import urllib.parse
import urllib.request

ORIGIN = "https://quotes.example.com"
QUOTE = {"lines": [{"unitPrice": 250, "quantity": 2}, {"unitPrice": 1, "quantity": 3}]}


class Client:
    """An application of the user pool, which gets tokens by its secret."""

    def __init__(self, stack, name):
        self.endpoint = stack.shell.env["AWS_ENDPOINT_URL"]
        clients = stack.ids("AWS::Cognito::UserPoolClient")
        (self.id,) = [value for key, value in clients.items() if key.startswith(name)]
        pool = stack.one("AWS::Cognito::UserPool")
        query = "UserPoolClient.ClientSecret"
        self.secret = stack.shell.aws(
            "cognito-idp", "describe-user-pool-client", "--user-pool-id", pool, "--client-id", self.id, "--query", query
        )

    def token(self, scope):
        """An access token with this scope, as the pool's own address gives it."""
        form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": scope}).encode()
        basic = base64.b64encode(f"{self.id}:{self.secret}".encode()).decode()
        request = urllib.request.Request(f"{self.endpoint}/oauth2/token", form, {"authorization": f"Basic {basic}"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return json.load(answer)["access_token"]


def bearer(token):
    """The header that carries a token."""
    return {"authorization": f"Bearer {token}"}


def encoded(part):
    """One part of a token."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def decoded(part):
    """What one part of a token says."""
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def forgeries(token):
    """Tokens that nobody signed so, by what is wrong with them."""
    header, claims, signature = token.split(".")
    more = {**decoded(claims), "scope": "quotes/read quotes/write"}
    unsigned = {**decoded(header), "alg": "none"}
    return {
        "that is no token": "quotes",
        "with claims that nobody signed": ".".join([header, encoded(more), signature]),
        "without a signature": ".".join([encoded(unsigned), claims, ""]),
        "with another token's signature": ".".join([header, claims, signature[::-1]]),
    }


def judge(checks, stack):
    """Every route, with what must be refused."""
    url = stack.output("ApiEndpoint")
    checks.that("an output has the API's address", url.startswith(f"https://{stack.api}.execute-api."), url)
    checks.status("GET /health without a token", stack.call("GET", "/health"), 204)
    checks.status("GET /me without a token", stack.call("GET", "/me"), 401)
    checks.status("a route that the API does not have", stack.call("GET", "/orders"), 404)

    reader, writer = Client(stack, "Reader"), Client(stack, "Writer")
    reads, writes = reader.token("quotes/read"), writer.token("quotes/read quotes/write")
    me = stack.call("GET", "/me", headers=bearer(reads))
    checks.status("GET /me with a token", me, 200)
    checks.that(
        "the handler sees the claims that were checked",
        me.json == {"subject": reader.id, "client": reader.id, "scopes": ["quotes/read"]},
        me,
    )
    quote = stack.call("POST", "/quotes", QUOTE, bearer(writes))
    checks.status("POST /quotes with the scope", quote, 200)
    checks.that("the handler adds up", quote.json == {"total": 503, "for": writer.id}, quote)
    checks.status("POST /quotes without the scope", stack.call("POST", "/quotes", QUOTE, bearer(reads)), 403)
    checks.status("POST /quotes without a token", stack.call("POST", "/quotes", QUOTE), 401)
    for what, forged in forgeries(reads).items():
        checks.status(f"GET /me with a token {what}", stack.call("GET", "/me", headers=bearer(forged)), 401)

    wrong = stack.call("POST", "/quotes", {"lines": []}, bearer(writes))
    checks.that(
        "an error of the handler reaches the client: 400",
        wrong.status == 400 and wrong.json == {"message": "`lines` must have 1 to 100 lines"},
        wrong,
    )
    cors(checks, stack, reads)
    not_as_aws(checks, stack)


def not_as_aws(checks, stack):
    """What MiniStack does otherwise; when this fails, it has learned it, and more can be asked of it."""
    (group,) = [value for key, value in stack.ids("AWS::Logs::LogGroup").items() if key.startswith("ApiDefaultStage")]
    logged = stack.shell.aws("logs", "filter-log-events", "--log-group-name", group, "--query", "events[].message")
    checks.that("MiniStack still writes no access log", logged == [], logged)


def cors(checks, stack, token):
    """What a browser asks, and what it may read."""
    ask = {"origin": ORIGIN, "access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    unasked = stack.call("OPTIONS", "/quotes", headers=ask)
    checks.status("MiniStack still does not understand CORS of a template", unasked, 403)
    # The same configuration, by the call that it understands.
    query = "TemplateBody.Resources"
    resources = stack.shell.aws("cloudformation", "get-template", "--stack-name", stack.name, "--query", query)
    (api,) = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::ApiGatewayV2::Api"]
    configuration = json.dumps(api["CorsConfiguration"])
    stack.shell.aws("apigatewayv2", "update-api", "--api-id", stack.api, "--cors-configuration", configuration)

    preflight = stack.call("OPTIONS", "/quotes", headers=ask)
    allowed = {name: preflight.headers.get(f"access-control-allow-{name}") for name in ("origin", "methods", "headers")}
    checks.that(
        "the preflight of the page is answered without a token",
        preflight.status == 204 and allowed == {"origin": ORIGIN, "methods": "GET,POST", "headers": "authorization,content-type"},
        f"{preflight} {allowed}",
    )
    answer = stack.call("GET", "/me", headers={**bearer(token), "origin": ORIGIN})
    checks.that("the page may read answers", answer.headers.get("access-control-allow-origin") == ORIGIN, answer.headers)
    other = stack.call("GET", "/me", headers={**bearer(token), "origin": "https://evil.example.com"})
    checks.that("another page may not", "access-control-allow-origin" not in other.headers, other.headers)
