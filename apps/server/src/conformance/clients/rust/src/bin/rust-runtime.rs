// A runtime as the crate's documentation has it: it echoes, fails where it is asked to, and says when it is told to end.
use lambda_runtime::{run, service_fn, spawn_graceful_shutdown_handler, Error, LambdaEvent};
use serde_json::Value;

async fn handler(event: LambdaEvent<Value>) -> Result<Value, Error> {
    println!("handles {}", event.context.request_id);
    match event.payload.get("fail") {
        Some(reason) => Err(reason.to_string().into()),
        None => Ok(event.payload),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    spawn_graceful_shutdown_handler(|| async { println!("told to end") }).await;
    run(service_fn(handler)).await
}
