import sys

from cdk8s import App, Duration, JsonPatch
from cdk8s_canary_alerting import CanaryAlerting, Channel, Checks, Hears, PrometheusStack, flagger
from cdk8s_canary_alerting.base import SecretKey

app = App()
Checks.attach(app)
alerting = CanaryAlerting(
    app,
    "alerting",
    notify_within=Duration.seconds(1 if sys.argv[1] == "value" else 30),
    channels=[Channel.slack("#on-call", webhook=SecretKey.of("slack", "address"), hears=Hears.FAILURES)],
    prometheus=PrometheusStack.helm(release="stack", namespace="monitoring"),
)
canary = alerting.add_team("shop").add_canary(
    "podinfo",
    target=flagger.Target.deployment("podinfo"),
    provider=flagger.MeshProvider.ISTIO,
    service=flagger.CanaryService(port=9898),
    analysis=flagger.Analysis.progressive(
        interval=Duration.seconds(30),
        threshold=5,
        max_weight=50,
        step_weight=10,
        metrics=[flagger.MetricCheck.request_success_rate(min=99)],
    ),
)
canary.add_json_patch(JsonPatch.add("/spec/canaryAnalysis", {}))
app.synth()
