// A whole Lambda runtime in Rust, on a socket and without a crate. The build makes `bootstrap` of it.
use std::env;
use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::TcpStream;
use std::process::exit;

/// The function itself. `Err` fails the invocation, and the runtime goes on.
fn handler(greeting: &str, event: &str) -> std::result::Result<String, String> {
    if let Some(why) = member(event, "fail") {
        return Err(why.to_string());
    }
    let name = member(event, "name").unwrap_or("world");
    Ok(format!("{{\"message\":\"{greeting}, {name}\"}}"))
}

fn main() -> Result<()> {
    // Init: what happens once, before the first event. A failure is told, and ends the environment.
    let Ok(greeting) = env::var("GREETING") else {
        call("POST", "/init/error", &describe("there is no variable GREETING"), "Runtime.NoGreeting")?;
        exit(1);
    };
    loop {
        // Ask for work. The answer comes when there is an event, in a moment or in an hour.
        let (id, event) = call("GET", "/invocation/next", "", "")?;
        match handler(&greeting, &event) {
            Ok(answer) => call("POST", &format!("/invocation/{id}/response"), &answer, "")?,
            Err(why) => call("POST", &format!("/invocation/{id}/error"), &describe(&why), "Function.Failed")?,
        };
    }
}

fn describe(message: &str) -> String {
    format!("{{\"errorMessage\":\"{message}\",\"errorType\":\"String\"}}")
}

/// A member that is text. It is no parser: whatever needs one takes `serde_json`, as `client-rust` does.
fn member<'a>(json: &'a str, name: &str) -> Option<&'a str> {
    let rest = json.split_once(&format!("\"{name}\""))?.1;
    rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?.split('"').next()
}

/// One call of the Runtime API, each on a connection of its own: the request id, if there is one, and the body.
fn call(method: &str, path: &str, body: &str, kind: &str) -> Result<(String, String)> {
    let host = env::var("AWS_LAMBDA_RUNTIME_API").map_err(Error::other)?;
    let mut stream = TcpStream::connect(&host)?;
    let kind = if kind.is_empty() { String::new() } else { format!("Lambda-Runtime-Function-Error-Type: {kind}\r\n") };
    write!(
        stream,
        "{method} /2018-06-01/runtime{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{kind}Content-Length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = BufReader::new(stream);
    let mut status = String::new();
    answer.read_line(&mut status)?;
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        answer.read_line(&mut line)?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_lowercase().as_str() {
            "lambda-runtime-aws-request-id" => id = value.to_string(),
            "content-length" => length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    let mut text = vec![0; length];
    answer.read_exact(&mut text)?;
    let text = String::from_utf8_lossy(&text).into_owned();
    if !status.starts_with("HTTP/1.1 2") {
        return Err(Error::other(format!("{path} was refused: {text}")));
    }
    Ok((id, text))
}
