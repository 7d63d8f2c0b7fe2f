// An external extension as the crate's documentation has it: it prints what it is told, by events and by telemetry.
use lambda_extension::{
    service_fn, Error, Extension, LambdaEvent, LambdaTelemetry, LambdaTelemetryRecord, LogBuffering, NextEvent,
    SharedService,
};

async fn on_event(event: LambdaEvent) -> Result<(), Error> {
    match event.next {
        NextEvent::Invoke(invoke) => println!("event INVOKE {}", invoke.request_id),
        NextEvent::Shutdown(shutdown) => println!("event SHUTDOWN {}", shutdown.shutdown_reason),
    }
    Ok(())
}

async fn on_telemetry(events: Vec<LambdaTelemetry>) -> Result<(), Error> {
    for event in events {
        match event.record {
            LambdaTelemetryRecord::Function(line) => println!("telemetry function {}", line.trim_end()),
            LambdaTelemetryRecord::PlatformInitStart { .. } => println!("telemetry initStart"),
            LambdaTelemetryRecord::PlatformStart { request_id, .. } => println!("telemetry start {request_id}"),
            LambdaTelemetryRecord::PlatformRuntimeDone { status, .. } => println!("telemetry runtimeDone {status:?}"),
            LambdaTelemetryRecord::PlatformReport { metrics, .. } => {
                println!("telemetry report {} MB", metrics.memory_size_mb)
            }
            _ => {}
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let port = std::env::var("TELEMETRY_PORT")?.parse()?;
    Extension::new()
        .with_events_processor(service_fn(on_event))
        .with_telemetry_processor(SharedService::new(service_fn(on_telemetry)))
        .with_telemetry_buffering(LogBuffering { timeout_ms: 25, max_bytes: 262_144, max_items: 1_000 })
        .with_telemetry_port_number(port)
        .run()
        .await
}
