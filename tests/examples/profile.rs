//! x
use cdevents_generated::CdEvent;
use cdevents_generated::validate::{is_valid, is_valid_slice};
fn main() {
    let files = cdevents_tests::json_files(
        &cdevents_tests::upstream("0.5.1", "x")
            .unwrap()
            .join("conformance"),
    );
    let values: Vec<_> = files.into_values().collect();
    let texts: Vec<_> = values
        .iter()
        .map(|v| serde_json::to_vec(v).unwrap())
        .collect();
    let mode = std::env::args().nth(1).unwrap();
    let t = std::time::Instant::now();
    let n = 20000;
    for _ in 0..n {
        match mode.as_str() {
            "slice" => {
                for t in &texts {
                    std::hint::black_box(is_valid_slice(t));
                }
            }
            "value" => {
                for t in &values {
                    std::hint::black_box(is_valid(t));
                }
            }
            _ => {
                for t in &texts {
                    std::hint::black_box(CdEvent::from_slice(t).is_ok());
                }
            }
        }
    }
    println!("{:?} per event", t.elapsed() / (n * 45));
}
