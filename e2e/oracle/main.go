// The operator-oracle says what the Prometheus operator makes of objects, by calling the operator's own packages: no API
// server is needed. It reads one JSON question a line and answers each with one line of JSON.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
)

type question struct {
	Do string `json:"do"`
	alertmanagerQuestion
	prometheusQuestion
	ruleQuestion
}

type answer struct {
	// Errors holds what the operator refuses, or what the API server would drop; empty where all is accepted.
	Errors []string `json:"errors"`
	// Config is the configuration that the operator writes, where one was asked for and accepted.
	Config string `json:"config,omitempty"`
	// Selected names, as namespace/name, the monitors that made it into the configuration.
	Selected []string `json:"selected,omitempty"`
	// Log is what the operator logged meanwhile, at level info and above.
	Log []string `json:"log,omitempty"`
}

func main() {
	lines := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			if err := out.Encode(ask(line)); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
		if err == io.EOF {
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func ask(line []byte) (a answer) {
	log := &recorder{}
	defer func() {
		// The operator's own process would die of it: some configurations make Alertmanager's loader panic
		// (prometheus/alertmanager#5164).
		if p := recover(); p != nil {
			a = refused(fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
		a.Log = log.lines
		if a.Errors == nil {
			a.Errors = []string{}
		}
	}()

	var q question
	if err := json.Unmarshal(line, &q); err != nil {
		return refused(err)
	}
	logger := slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelInfo, ReplaceAttr: withoutTime}))
	switch q.Do {
	case "certificate":
		return certificate()
	case "rule":
		return q.ruleQuestion.answer()
	case "alertmanager":
		return q.alertmanagerQuestion.answer(logger)
	case "prometheus":
		return q.prometheusQuestion.answer(logger)
	}
	return refused(fmt.Errorf("no such question: %q", q.Do))
}

func refused(errs ...error) answer {
	a := answer{}
	for _, err := range errs {
		a.Errors = append(a.Errors, err.Error())
	}
	return a
}

// recorder keeps a log line by line.
type recorder struct{ lines []string }

func (r *recorder) Write(line []byte) (int, error) {
	r.lines = append(r.lines, string(line[:len(line)-1]))
	return len(line), nil
}

func withoutTime(_ []string, a slog.Attr) slog.Attr {
	if a.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return a
}
