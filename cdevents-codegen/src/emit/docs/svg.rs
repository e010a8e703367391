//! Pictures in SVG.

use crate::markdown::xml;

/// Colours for light and dark backgrounds.
const STYLE: &str = "\
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.stage { font-weight: 600; }
.new { fill: #0969da; } .changed { fill: #bf8700; } .unchanged { fill: #d0d7de; }
.sign { fill: #ffffff; text-anchor: middle; font-weight: 600; }
.line { stroke: #59636e; fill: none; } .box { fill: #f6f8fa; stroke: #59636e; }
.head { fill: #59636e; }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc; }
.new { fill: #4493f8; } .changed { fill: #d29922; } .unchanged { fill: #3d444d; }
.sign { fill: #0d1117; }
.line { stroke: #9198a1; } .box { fill: #151b23; stroke: #9198a1; }
.head { fill: #9198a1; }
}
";

/// Returns a picture with a title and a description for screen readers.
pub(super) fn svg(
    width: usize,
    height: usize,
    title: &str,
    description: &str,
    body: &str,
) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title description\">\n\
         <title id=\"title\">{}</title>\n<desc id=\"description\">{}</desc>\n\
         <style>\n{STYLE}</style>\n{body}</svg>\n",
        xml(title),
        xml(description)
    )
}
