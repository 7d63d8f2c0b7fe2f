// The handler alone: everything else of `runtime-go` is in AWS's client. What comes before Start is Init.
package main

import (
	"context"
	"errors"
	"log"
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

// The client reads an event into it, and writes an answer from it.
type event struct{ Name, Fail string }
type answer struct {
	Message string `json:"message"`
}

func main() {
	greeting, found := os.LookupEnv("GREETING")
	if !found {
		log.Fatal("there is no variable GREETING")
	}
	lambda.Start(func(_ context.Context, given event) (answer, error) {
		if given.Fail != "" {
			return answer{}, errors.New(given.Fail)
		}
		if given.Name == "" {
			given.Name = "world"
		}
		return answer{greeting + ", " + given.Name}, nil
	})
}
