use super::*;

#[test]
fn the_nearest_word_is_near() {
    let words = ["artifactId", "environment", "uri"];
    let nearest = |word| nearest(word, &words);
    assert_eq!(nearest("artefactId"), Some("artifactId"));
    assert_eq!(nearest("ArtifactID"), Some("artifactId"));
    assert_eq!(nearest("enviroment"), Some("environment"));
    assert_eq!(nearest("url"), Some("uri"));
    assert_eq!(nearest("somethingElse"), None);
    assert_eq!(super::nearest::<&str>("a", &[]), None);
    assert_eq!(distance("kitten", "sitting"), 3);
}
