// A runtime as the module's documentation has it: it echoes, streams, fails where it is asked to, and says when it is told to end.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing/iotest"
	"time"

	"github.com/aws/aws-lambda-go/lambda"
	"github.com/aws/aws-lambda-go/lambdacontext"
)

type event map[string]any

func handle(ctx context.Context, given event) (any, error) {
	reason, fails := given["fail"].(string)
	if text, streams := given["stream"].(string); streams {
		end := io.Reader(strings.NewReader(""))
		if fails {
			end = iotest.ErrReader(errors.New(reason))
		}
		return io.MultiReader(strings.NewReader(text), end), nil
	}
	if fails {
		return nil, errors.New(reason)
	}
	deadline, _ := ctx.Deadline()
	known, _ := lambdacontext.FromContext(ctx)
	return event{"given": given, "requestId": known.AwsRequestID, "remains": time.Until(deadline) > 0}, nil
}

func main() {
	lambda.StartWithOptions(handle, lambda.WithEnableSIGTERM(func() { fmt.Println("told to end") }))
}
