// The flagger-oracle says what Flagger makes of the query of a MetricTemplate, what it posts to a webhook, what it tells NGINX, what it reads
// of a Canary's analysis, what its routers write, and what its metric providers need and give, by calling Flagger's own packages. It reads one JSON question a line and answers each with one line of JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	apisixv2 "github.com/fluxcd/flagger/pkg/apis/apisix/v2"
	flaggerv1 "github.com/fluxcd/flagger/pkg/apis/flagger/v1beta1"
	meshfake "github.com/fluxcd/flagger/pkg/client/clientset/versioned/fake"
	"github.com/fluxcd/flagger/pkg/controller"
	"github.com/fluxcd/flagger/pkg/metrics/observers"
	"github.com/fluxcd/flagger/pkg/metrics/providers"
	"github.com/fluxcd/flagger/pkg/router"
	"go.uber.org/zap"
	corev1 "k8s.io/api/core/v1"
	netv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	"k8s.io/client-go/rest"
)

type question struct {
	Query     string            `json:"query"`
	Variables map[string]string `json:"variables"`
	// Post asks for the body that Flagger posts, instead of the text of a query.
	Post *post `json:"post"`
	// Route asks for the annotations of the Ingress that Flagger makes for a canary of NGINX, while it gets all matching requests.
	Route *flaggerv1.Canary `json:"route"`
	// Read asks for what Flagger reads of a canary where it has defaults and limits of its own.
	Read *flaggerv1.Canary `json:"read"`
	// Make asks for all that the router of a canary's provider writes.
	Make *made `json:"make"`
	// Observer asks whose queries the built-in checks are, for a provider as the controller calls it.
	Observer string `json:"observer"`
	// Provider asks a metric provider of a MetricTemplate.
	Provider *provider `json:"provider"`
}

type made struct {
	Canary flaggerv1.Canary `json:"canary"`
	// Weight is the percentage that goes to the canary.
	Weight int  `json:"weight"`
	Mirror bool `json:"mirror"`
}

type provider struct {
	Spec flaggerv1.MetricTemplateProvider `json:"spec"`
	// Credentials are the Secret's.
	Credentials map[string]string `json:"credentials"`
	Interval    string            `json:"interval"`
	// Body is what a server of our own answers to a query; without it nothing is asked.
	Body *string `json:"body"`
	// ContentType is that of the body.
	ContentType string `json:"contentType"`
}

type post struct {
	// Canary is the whole object, with its status.
	Canary flaggerv1.Canary `json:"canary"`
	// Webhook is the entry of its analysis; the URL is that of a server of our own.
	Webhook flaggerv1.CanaryWebhook `json:"webhook"`
	// Phase is what the controller says with a webhook that is not of type event.
	Phase flaggerv1.CanaryPhase `json:"phase"`
	// Message and EventType are those of the event.
	Message   string `json:"message"`
	EventType string `json:"eventType"`
	// Status is what the server answers.
	Status int `json:"status"`
	// Delay is after how many seconds it answers.
	Delay int `json:"delay"`
}

type answer struct {
	// Error is why Flagger cannot render the query, or takes the answer for a failure; empty where it does not.
	Error string `json:"error,omitempty"`
	// Text is the rendered query, or the posted body.
	Text string `json:"text"`
	// Annotations are those of the canary's Ingress.
	Annotations map[string]string `json:"annotations,omitempty"`
	// Seconds is how often a canary is looked at, Threshold how many failed checks it may have, Strategy how it is released.
	Seconds   float64 `json:"seconds,omitempty"`
	Threshold int     `json:"threshold,omitempty"`
	Strategy  string  `json:"strategy,omitempty"`
	// Deadline is how many seconds its pods have to become ready.
	Deadline int `json:"deadline,omitempty"`
	// Requests is how often a webhook was called, Took how many seconds that lasted.
	Requests int     `json:"requests,omitempty"`
	Took     float64 `json:"took,omitempty"`
	// Value is what a query gives.
	Value *float64 `json:"value,omitempty"`
}

// asked makes a metric provider, and asks it where there is an answer for it.
func asked(p provider) (*float64, error) {
	credentials := map[string][]byte{}
	for key, value := range p.Credentials {
		credentials[key] = []byte(value)
	}
	if p.Body != nil {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", p.ContentType)
			fmt.Fprint(w, *p.Body)
		}))
		defer server.Close()
		p.Spec.Address = server.URL
	}
	made, err := providers.NewFactory(zap.NewNop().Sugar()).Provider(p.Interval, p.Spec, credentials, &rest.Config{Host: "http://127.0.0.1:1"})
	if err != nil || p.Body == nil {
		return nil, err
	}
	value, err := made.RunQuery("query")
	if err != nil {
		return nil, err
	}
	return &value, nil
}

// routed lets Flagger's own router tell NGINX of a canary whose Ingress leads to the apex service.
func routed(canary *flaggerv1.Canary) (map[string]string, error) {
	apex, _, _ := canary.GetServiceNames()
	path := netv1.HTTPIngressPath{Backend: netv1.IngressBackend{Service: &netv1.IngressServiceBackend{Name: apex}}}
	rule := netv1.IngressRule{IngressRuleValue: netv1.IngressRuleValue{HTTP: &netv1.HTTPIngressRuleValue{Paths: []netv1.HTTPIngressPath{path}}}}
	name := canary.Spec.IngressRef.Name
	client := fake.NewSimpleClientset(&netv1.Ingress{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: canary.Namespace}, Spec: netv1.IngressSpec{Rules: []netv1.IngressRule{rule}}})
	ingress := router.NewFactory(nil, client, nil, nil, "nginx.ingress.kubernetes.io", "", zap.NewNop().Sugar(), nil, false).MeshRouter(flaggerv1.NGINXProvider, "app")
	if err := ingress.Reconcile(canary); err != nil {
		return nil, err
	}
	if err := ingress.SetRoutes(canary, 0, 100, false); err != nil {
		return nil, err
	}
	made, err := client.NetworkingV1().Ingresses(canary.Namespace).Get(context.Background(), name+"-canary", metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return made.Annotations, nil
}

// written lets the router of a provider reconcile a canary and set its routes, and gives all that it has written.
func written(m made) (string, error) {
	canary := &m.Canary
	apex, _, _ := canary.GetServiceNames()
	path := netv1.HTTPIngressPath{Backend: netv1.IngressBackend{Service: &netv1.IngressServiceBackend{Name: apex}}}
	rule := netv1.IngressRule{IngressRuleValue: netv1.IngressRuleValue{HTTP: &netv1.HTTPIngressRuleValue{Paths: []netv1.HTTPIngressPath{path}}}}
	web := metav1.ObjectMeta{Name: "web", Namespace: canary.Namespace, Annotations: map[string]string{"team": "shop"}}
	bare := metav1.ObjectMeta{Name: "bare", Namespace: canary.Namespace}
	spec := netv1.IngressSpec{Rules: []netv1.IngressRule{rule}}
	objects := []runtime.Object{&netv1.Ingress{ObjectMeta: web, Spec: spec}, &netv1.Ingress{ObjectMeta: bare, Spec: spec}}
	for _, name := range []string{apex, apex + "-primary", apex + "-canary"} {
		objects = append(objects, &corev1.Service{ObjectMeta: metav1.ObjectMeta{Name: name, Namespace: canary.Namespace}, Spec: corev1.ServiceSpec{Ports: []corev1.ServicePort{{Port: 80}}}})
	}
	kube := fake.NewSimpleClientset(objects...)
	backend := apisixv2.ApisixRouteHTTPBackend{ServiceName: apex}
	mesh := meshfake.NewSimpleClientset(canary, &apisixv2.ApisixRoute{ObjectMeta: web, Spec: apisixv2.ApisixRouteSpec{HTTP: []apisixv2.ApisixRouteHTTP{{Name: "web", Backends: []apisixv2.ApisixRouteHTTPBackend{backend}}}}})
	each := router.NewFactory(nil, kube, mesh, nil, "nginx.ingress.kubernetes.io", "", zap.NewNop().Sugar(), mesh, false).MeshRouter(canary.Spec.Provider, "app")
	if err := each.Reconcile(canary); err != nil {
		return "", err
	}
	if err := each.SetRoutes(canary, 100-m.Weight, m.Weight, m.Mirror); err != nil {
		return "", err
	}
	changed := []any{}
	for _, action := range append(kube.Actions(), mesh.Actions()...) {
		if change, ok := action.(interface{ GetObject() runtime.Object }); ok {
			changed = append(changed, change.GetObject())
		}
	}
	text, err := json.Marshal(changed)
	return string(text), err
}

// posted calls the webhook as the controller does. Flagger tells a failure by the answer's body, which is empty here.
func posted(p post) (body string, requests int, failed bool) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		read, _ := io.ReadAll(r.Body)
		body = string(read)
		requests++
		select {
		case <-time.After(time.Duration(p.Delay) * time.Second):
		case <-r.Context().Done():
		}
		w.WriteHeader(p.Status)
	}))
	defer server.Close()
	p.Webhook.URL = server.URL
	if p.Webhook.Type == flaggerv1.EventHook {
		failed = controller.CallEventWebhook(&p.Canary, p.Webhook, p.Message, p.EventType) != nil
		return body, requests, failed
	}
	failed = controller.CallWebhook(p.Canary, p.Phase, p.Webhook) != nil
	return body, requests, failed
}

func main() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		var q question
		if err := in.Decode(&q); err == io.EOF {
			return
		} else if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		a := answer{}
		if q.Route != nil {
			var err error
			if a.Annotations, err = routed(q.Route); err != nil {
				a.Error = err.Error()
			}
			encode(out, a)
			continue
		}
		if q.Read != nil {
			c := q.Read
			a.Seconds, a.Threshold, a.Strategy, a.Deadline = c.GetAnalysisInterval().Seconds(), c.GetAnalysisThreshold(), c.DeploymentStrategy(), c.GetProgressDeadlineSeconds()
			encode(out, a)
			continue
		}
		if q.Make != nil {
			var err error
			if a.Text, err = written(*q.Make); err != nil {
				a.Error = err.Error()
			}
			encode(out, a)
			continue
		}
		if q.Observer != "" {
			a.Text = fmt.Sprintf("%T", (&observers.Factory{}).Observer(q.Observer))
			encode(out, a)
			continue
		}
		if q.Provider != nil {
			var err error
			if a.Value, err = asked(*q.Provider); err != nil {
				a.Error = err.Error()
			}
			encode(out, a)
			continue
		}
		if q.Post != nil {
			failed := false
			begun := time.Now()
			if a.Text, a.Requests, failed = posted(*q.Post); failed {
				a.Error = "failure"
			}
			a.Took = time.Since(begun).Seconds()
			encode(out, a)
			continue
		}
		text, err := observers.RenderQuery(q.Query, flaggerv1.MetricTemplateModel{
			Name: "podinfo", Namespace: "shop", Target: "podinfo", Service: "podinfo", Ingress: "web", Route: "podinfo", Interval: "1m",
			Variables: q.Variables,
		})
		if a.Text = text; err != nil {
			a.Error = err.Error()
		}
		encode(out, a)
	}
}

func encode(out *json.Encoder, a answer) {
	if err := out.Encode(a); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
