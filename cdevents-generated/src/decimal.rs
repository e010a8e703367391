//! Decimal numbers (placeholder).
pub(crate) struct Decimal(String);
impl Decimal {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Some(Self(text.to_owned()))
    }
}
impl std::fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}
