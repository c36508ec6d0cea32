#!/usr/bin/env python
"""Who must hear of a failed canary, and how fast: three canaries of two teams."""

from cdk8s import Duration, YamlOutputType
from cdk8s_canary_alerting import (
    App,
    CanaryAlerting,
    Channel,
    Checks,
    FluxDelivery,
    Hears,
    Heartbeat,
    PrometheusStack,
    flagger,
    flux,
)
from cdk8s_canary_alerting.base import FlaggerInstallation, SecretKey, SecretSource

app = App(yaml_output_type=YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE)
Checks.attach(app)  # what cannot work stops the synth


def installed_by(name: str) -> flux.IKustomization:
    """The Kustomization, made elsewhere, that installs something."""
    return flux.Kustomization.from_kustomization_name(app, f"{name}-kustomization", name, "flux-system")


def vault(name: str, key: str = "address") -> SecretKey:
    """A key of a Secret that External Secrets fills."""
    source = SecretSource.external_secret(store="vault", remote_key=f"canaries/{name}", property=key)
    return SecretKey.of(name, key, filled_by=source)


# Who must hear what, and how fast.
alerting = CanaryAlerting(
    app,
    "alerting",
    notify_within=Duration.seconds(30),
    channels=[
        Channel.slack("#deployments-alert", webhook=vault("slack-on-call"), hears=Hears.FAILURES),
        Channel.slack("#deployments", webhook=vault("slack-deployments"), hears=Hears.PROGRESS),
    ],
    heartbeat=Heartbeat.webhook(vault("dead-mans-switch")),
    prometheus=PrometheusStack.helm(release="kube-prometheus-stack", namespace="monitoring"),
    flagger=FlaggerInstallation(namespace="flagger-system"),
    flux=FluxDelivery(
        flagger=installed_by("flagger"),
        prometheus=installed_by("kube-prometheus-stack"),
        external_secrets=installed_by("external-secrets"),
    ),
    grafana_url="https://grafana.example.com",
)

checkout_errors = alerting.add_metric_template(
    "checkout-errors",
    provider=flagger.MetricProvider.datadog(
        api_key=vault("datadog", "datadog_api_key"),
        application_key=vault("datadog", "datadog_application_key"),
    ),
    query=(
        "sum:trace.http.request.errors{service:{{ target }},version:canary}.as_count()"
        " / sum:trace.http.request.hits{service:{{ target }},version:canary}.as_count() * 100"
    ),
)

# The checkout team: the whole company hears of its canaries, and its own channel in Teams does, too.
checkout = alerting.add_team(
    "checkout",
    create_namespace=True,
    channels=[Channel.ms_teams("checkout", webhook=vault("teams-checkout"), hears=Hears.FAILURES)],
)
checkout_load = checkout.add_load_tester()
checkout.add_canary(
    "cart",
    target=flagger.Target.deployment("cart"),
    provider=flagger.MeshProvider.ISTIO,
    service=flagger.CanaryService(port=8080),
    analysis=flagger.Analysis.progressive(
        interval=Duration.seconds(30),
        threshold=5,
        max_weight=50,
        step_weight=10,
        metrics=[
            flagger.MetricCheck.request_success_rate(min=99),
            flagger.MetricCheck.request_duration(max=Duration.millis(500)),
            flagger.MetricCheck.from_template(checkout_errors, max=1, interval=Duration.minutes(2)),
        ],
        webhooks=[
            checkout_load.load_test(
                "load",
                command=flagger.LoadTester.hey(
                    url="http://cart-canary.checkout:8080/", duration=Duration.seconds(30)
                ),
            ),
        ],
    ),
)
checkout.add_canary(
    "payment-form",
    target=flagger.Target.deployment("payment-form"),
    provider=flagger.MeshProvider.NGINX,
    route=flagger.RouteRef.ingress("payment-form"),
    service=flagger.CanaryService(port=80, target_port=3000),
    analysis=flagger.Analysis.ab_testing(
        interval=Duration.minutes(1),
        threshold=3,
        iterations=20,
        match=[flagger.HeaderMatch.cookie("canary")],
        metrics=[flagger.MetricCheck.request_success_rate(min=99.5)],
        webhooks=[
            checkout_load.load_test(
                "load",
                command=flagger.LoadTester.hey(
                    url="https://pay.example.com/",
                    headers={"Cookie": "canary=always"},
                    duration=Duration.minutes(1),
                ),
            ),
        ],
    ),
)

# The search team: no mesh; a blue/green release is tested before anybody sees it.
search = alerting.add_team("search", create_namespace=True)
search_load = search.add_load_tester()
suggest_success = alerting.add_metric_template(
    "success-rate",
    provider=flagger.MetricProvider.prometheus(address="http://prometheus-operated.monitoring:9090"),
    query="""\
100 * sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary",code!~"5.."}[{{ interval }}]))
/ sum(rate(http_requests_total{namespace="{{ namespace }}",service="{{ service }}-canary"}[{{ interval }}]))""",
)
search.add_canary(
    "suggest",
    target=flagger.Target.deployment("suggest"),
    provider=flagger.MeshProvider.KUBERNETES,
    service=flagger.CanaryService(port=9898),
    analysis=flagger.Analysis.blue_green(
        interval=Duration.seconds(20),
        threshold=2,
        iterations=6,
        metrics=[flagger.MetricCheck.from_template(suggest_success, min=99)],
        webhooks=[
            search_load.acceptance_test(
                "smoke", command="curl -fsS http://suggest-canary.search:9898/healthz"
            ),
            search_load.load_test(
                "load",
                command=flagger.LoadTester.hey(
                    url="http://suggest-canary.search:9898/suggest?q=a", duration=Duration.seconds(20)
                ),
            ),
        ],
    ),
)

app.synth()
