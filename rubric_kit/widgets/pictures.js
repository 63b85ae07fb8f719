// Put before scripts that draw small pictures: SVG nodes, and places along a line.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes, text = "") {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

const percent = (basisPoints) => `${basisPoints / 100}%`;

// What a picture shows stands beside it in words, so that screen readers pass it by.
function picture(attributes, children) {
  const svg = shape("svg", { "aria-hidden": "true", focusable: "false", ...attributes });
  svg.append(...children);
  return svg;
}
