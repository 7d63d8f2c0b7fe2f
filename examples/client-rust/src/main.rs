// The handler alone: everything else of `runtime-rust` is in AWS's client. What comes before `run` is Init.
use lambda_runtime::{run, service_fn, Error, LambdaEvent};
use serde::{Deserialize, Serialize};

// The client reads an event into it, and writes an answer from it.
#[derive(Deserialize)]
struct Event {
    name: Option<String>,
    fail: Option<String>,
}

#[derive(Serialize)]
struct Answer {
    message: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let greeting = std::env::var("GREETING")?;
    run(service_fn(|event: LambdaEvent<Event>| {
        let greeting = &greeting;
        async move {
            let Event { name, fail } = event.payload;
            if let Some(why) = fail {
                return Err(Error::from(why));
            }
            let name = name.as_deref().unwrap_or("world");
            Ok(Answer { message: format!("{greeting}, {name}") })
        }
    }))
    .await
}
