// The alertmanager-oracle says which alerts Alertmanager inhibits, and which times its time intervals contain, by calling
// Alertmanager's own packages. It reads one JSON question a line and answers each with one line of JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/prometheus/alertmanager/alert"
	amcommoncfg "github.com/prometheus/alertmanager/config/common"
	"github.com/prometheus/alertmanager/eventrecorder"
	"github.com/prometheus/alertmanager/inhibit"
	"github.com/prometheus/alertmanager/provider"
	"github.com/prometheus/alertmanager/timeinterval"
	"github.com/prometheus/common/model"
	"gopkg.in/yaml.v2"
)

type question struct {
	Inhibit *inhibition `json:"inhibit,omitempty"`
	Times   *times      `json:"times,omitempty"`
}

// Inhibit rules, the alerts that fire, and the one that may be inhibited by them.
type inhibition struct {
	Rules  string           `json:"rules"`
	Firing []model.LabelSet `json:"firing"`
	Target model.LabelSet   `json:"target"`
}

// The spans of a time interval, and times in seconds since 1970.
type times struct {
	Spans string  `json:"spans"`
	At    []int64 `json:"at"`
}

type answer struct {
	// Error is why Alertmanager refuses the rules or the spans; empty where it does not.
	Error string `json:"error,omitempty"`
	Muted bool   `json:"muted"`
	// In tells of each time whether the interval contains it.
	In []bool `json:"in,omitempty"`
}

func main() {
	in, out := json.NewDecoder(bufio.NewReader(os.Stdin)), json.NewEncoder(os.Stdout)
	for {
		var q question
		if err := in.Decode(&q); err == io.EOF {
			return
		} else if err != nil {
			fail(err)
		}
		a := answer{}
		switch {
		case q.Inhibit != nil:
			a = q.Inhibit.answer()
		case q.Times != nil:
			a = q.Times.answer()
		default:
			fail(fmt.Errorf("a question has neither inhibit nor times"))
		}
		if err := out.Encode(a); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func (q *inhibition) answer() answer {
	var rules []amcommoncfg.InhibitRule
	if err := yaml.UnmarshalStrict([]byte(q.Rules), &rules); err != nil {
		return answer{Error: err.Error()}
	}
	alerts := &firing{}
	for _, labels := range q.Firing {
		alerts.alerts = append(alerts.alerts, &alert.Alert{Alert: model.Alert{Labels: labels, StartsAt: time.Now().Add(-time.Minute), EndsAt: time.Now().Add(time.Hour)}})
	}
	inhibitor := inhibit.NewInhibitor(alerts, rules, slog.New(slog.DiscardHandler), eventrecorder.NopRecorder())
	done := make(chan struct{})
	go func() { inhibitor.Run(); close(done) }()
	inhibitor.WaitForLoading()
	muted := inhibitor.Mutes(context.Background(), q.Target)
	inhibitor.Stop()
	<-done
	return answer{Muted: muted}
}

func (q *times) answer() answer {
	var spans []timeinterval.TimeInterval
	if err := yaml.UnmarshalStrict([]byte(q.Spans), &spans); err != nil {
		return answer{Error: err.Error()}
	}
	intervener := timeinterval.NewIntervener(map[string][]timeinterval.TimeInterval{"it": spans})
	a := answer{}
	for _, at := range q.At {
		in, _, err := intervener.Mutes([]string{"it"}, time.Unix(at, 0))
		if err != nil {
			return answer{Error: err.Error()}
		}
		a.In = append(a.In, in)
	}
	return a
}

// All alerts that there are, from the beginning.
type firing struct {
	provider.Alerts
	alerts []*alert.Alert
}

func (f *firing) SlurpAndSubscribe(string) ([]*alert.Alert, provider.AlertIterator) {
	return f.alerts, provider.NewAlertIterator(make(chan *provider.Alert), make(chan struct{}), nil)
}
