// A whole Lambda runtime in Go. The build makes `bootstrap` of it, the file that Lambda starts.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

var api = "http://" + os.Getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime"

// An event of this function; members that are left out stay empty.
type event struct{ Name, Fail string }

// The function itself. An answer need not be JSON: this one is plain text.
func handler(greeting string, given event) (string, error) {
	if given.Fail != "" {
		return "", errors.New(given.Fail)
	}
	if given.Name == "" {
		return greeting, nil
	}
	return greeting + ", " + given.Name, nil
}

func main() {
	// Init: what happens once, before the first event. A failure is told, and ends the environment.
	greeting, found := os.LookupEnv("GREETING")
	if !found {
		fail("/init/error", "Runtime.NoGreeting", errors.New("there is no variable GREETING"))
		os.Exit(1)
	}
	for {
		id, body := next()
		var given event
		err := json.Unmarshal(body, &given)
		var answer string
		if err == nil {
			answer, err = handler(greeting, given)
		}
		if err != nil {
			fail("/invocation/"+id+"/error", "Function.Failed", err)
			continue
		}
		post("/invocation/"+id+"/response", "text/plain", "", []byte(answer))
	}
}

// next asks for work. The answer comes when there is an event; Go's client has no time-out unless one is set.
func next() (id string, body []byte) {
	answer, err := http.Get(api + "/invocation/next")
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	if body, err = io.ReadAll(answer.Body); err != nil {
		log.Fatal(err)
	}
	return answer.Header.Get("Lambda-Runtime-Aws-Request-Id"), body
}

// fail says what went wrong: the kind to Lambda, the rest to the caller.
func fail(path, kind string, err error) {
	body, _ := json.Marshal(map[string]string{"errorMessage": err.Error(), "errorType": fmt.Sprintf("%T", err)})
	post(path, "application/json", kind, body)
}

func post(path, contentType, kind string, body []byte) {
	request, err := http.NewRequest("POST", api+path, bytes.NewReader(body))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", contentType)
	if kind != "" {
		request.Header.Set("Lambda-Runtime-Function-Error-Type", kind)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	// Read to its end, or the connection is not used again.
	text, _ := io.ReadAll(answer.Body)
	if answer.StatusCode >= 300 {
		log.Printf("%s was refused: %s", path, text)
	}
}
