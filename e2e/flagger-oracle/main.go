// The flagger-oracle says what Flagger makes of the query of a MetricTemplate, and what it posts to a webhook, by calling Flagger's own
// packages. It reads one JSON question a line and answers each with one line of JSON.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"

	flaggerv1 "github.com/fluxcd/flagger/pkg/apis/flagger/v1beta1"
	"github.com/fluxcd/flagger/pkg/controller"
	"github.com/fluxcd/flagger/pkg/metrics/observers"
)

type question struct {
	Query     string            `json:"query"`
	Variables map[string]string `json:"variables"`
	// Post asks for the body that Flagger posts, instead of the text of a query.
	Post *post `json:"post"`
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
}

type answer struct {
	// Error is why Flagger cannot render the query, or takes the answer for a failure; empty where it does not.
	Error string `json:"error,omitempty"`
	// Text is the rendered query, or the posted body.
	Text string `json:"text"`
}

// posted calls the webhook as the controller does. Flagger tells a failure by the answer's body, which is empty here.
func posted(p post) (body string, failed bool) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		read, _ := io.ReadAll(r.Body)
		body = string(read)
		w.WriteHeader(p.Status)
	}))
	defer server.Close()
	p.Webhook.URL = server.URL
	if p.Webhook.Type == flaggerv1.EventHook {
		failed = controller.CallEventWebhook(&p.Canary, p.Webhook, p.Message, p.EventType) != nil
		return body, failed
	}
	failed = controller.CallWebhook(p.Canary, p.Phase, p.Webhook) != nil
	return body, failed
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
		if q.Post != nil {
			failed := false
			if a.Text, failed = posted(*q.Post); failed {
				a.Error = "failure"
			}
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
