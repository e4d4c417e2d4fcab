#include "reports/page/html.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "base/text/digest.h"
#include "ctemplate/template_dictionary.h"
#include "reports/page/texts.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

struct Heading {
  int level;
  std::string text, id;
};

std::string Escape(absl::string_view text) {
  return absl::StrReplaceAll(text,
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

std::unique_ptr<cmark_node, void (*)(cmark_node*)> Parse(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(
      cmark_parser_new(CMARK_OPT_VALIDATE_UTF8), cmark_parser_free);
  cmark_syntax_extension* table = cmark_find_syntax_extension("table");
  if (table == nullptr || !cmark_parser_attach_syntax_extension(parser.get(), table)) {
    std::fprintf(stderr, "HtmlPage: cmark-gfm has no tables\n");
    std::abort();
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  return {cmark_parser_finish(parser.get()), cmark_node_free};
}

// All nodes of a kind below `root`, in the order of the text.
std::vector<cmark_node*> Nodes(cmark_node* root, const std::string& kind) {
  std::vector<cmark_node*> nodes;
  const std::unique_ptr<cmark_iter, void (*)(cmark_iter*)> iter(cmark_iter_new(root),
                                                                cmark_iter_free);
  for (cmark_event_type event; (event = cmark_iter_next(iter.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iter.get());
    if (event == CMARK_EVENT_ENTER && cmark_node_get_type_string(node) == kind)
      nodes.push_back(node);
  }
  return nodes;
}

std::string PlainText(cmark_node* node) {
  std::string text;
  for (const char* kind : {"text", "code"}) {
    if (cmark_node_get_type_string(node) == std::string(kind)) text = cmark_node_get_literal(node);
  }
  for (cmark_node* child = cmark_node_first_child(node); child != nullptr;
       child = cmark_node_next(child))
    text += PlainText(child);
  return text;
}

// A node that is written as it stands, before and after what it holds.
cmark_node* Custom(cmark_node_type type, const std::string& before, const std::string& after) {
  cmark_node* node = cmark_node_new(type);
  cmark_node_set_on_enter(node, before.c_str());
  cmark_node_set_on_exit(node, after.c_str());
  return node;
}

// Puts `node` inside a new block.
void Wrap(cmark_node* node, const std::string& before, const std::string& after) {
  cmark_node* block = Custom(CMARK_NODE_CUSTOM_BLOCK, before, after);
  cmark_node_insert_before(node, block);
  cmark_node_append_child(block, node);
}

std::vector<Heading> AnchorHeadings(cmark_node* root, const std::string& prefix) {
  std::vector<Heading> headings;
  std::set<std::string> taken;
  for (cmark_node* node : Nodes(root, "heading")) {
    const std::string text = PlainText(node);
    const std::string slug = Slug(text);
    std::string unique = slug;
    for (int n = 1; !taken.insert(unique).second; ++n) unique = absl::StrCat(slug, "-", n);
    const std::string id = Escape(prefix + unique);
    headings.push_back({cmark_node_get_heading_level(node), text, id});
    cmark_node_prepend_child(node,
                             Custom(CMARK_NODE_CUSTOM_INLINE,
                                    absl::StrCat("<a class=\"anchor\" id=\"", id, "\" href=\"#", id,
                                                 "\" aria-label=\"Link to this place\">"),
                                    "</a>"));
  }
  return headings;
}

// What anchors of a document begin with on the page, where the first document has none.
std::string Prefix(const std::vector<MarkdownDocument>& documents, size_t i) {
  return i == 0 ? "" : absl::StrCat(Slug(documents[i].name), "-");
}

void PointLinksIntoPage(cmark_node* root, const std::vector<MarkdownDocument>& documents,
                        const std::string& own_prefix) {
  for (cmark_node* link : Nodes(root, "link")) {
    absl::string_view url = cmark_node_get_url(link);
    std::string target;
    if (absl::ConsumePrefix(&url, "#")) {
      target = absl::StrCat("#", own_prefix, url);
    } else {
      for (size_t i = 0; i < documents.size(); ++i) {
        absl::string_view rest = url;
        if (!absl::ConsumePrefix(&rest, documents[i].name)) continue;
        if (absl::ConsumePrefix(&rest, "#")) target = absl::StrCat("#", Prefix(documents, i), rest);
      }
    }
    if (!target.empty()) cmark_node_set_url(link, target.c_str());
  }
}

// The picture becomes a figure, and the paragraph after it its caption.
void MakeFigure(cmark_node* paragraph, const std::string& picture) {
  cmark_node* caption = cmark_node_next(paragraph);
  const bool has_caption =
      caption != nullptr && cmark_node_get_type(caption) == CMARK_NODE_PARAGRAPH;
  if (has_caption) Wrap(caption, "<figcaption>", "</figcaption>\n</figure>");
  cmark_node_insert_before(
      paragraph, Custom(CMARK_NODE_CUSTOM_BLOCK,
                        absl::StrCat("<figure>\n", picture, has_caption ? "" : "\n</figure>"), ""));
  cmark_node_free(paragraph);
}

void PlacePictures(cmark_node* root, const Pictures& pictures) {
  for (cmark_node* image : Nodes(root, "image")) {
    const std::string description = PlainText(image);
    const auto found = pictures.find(cmark_node_get_url(image));
    cmark_node* paragraph = cmark_node_parent(image);
    if (found == pictures.end()) {
      cmark_node* text = cmark_node_new(CMARK_NODE_TEXT);
      cmark_node_set_literal(text, description.c_str());
      cmark_node_insert_before(image, text);
      cmark_node_free(image);
      continue;
    }
    const std::string picture =
        absl::StrCat("<img alt=\"", Escape(description), "\" src=\"data:image/svg+xml;base64,",
                     absl::Base64Escape(found->second), "\">");
    const bool alone = cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH &&
                       cmark_node_next(image) == nullptr && cmark_node_previous(image) == nullptr;
    if (alone) {
      MakeFigure(paragraph, picture);
    } else {
      cmark_node_insert_before(image, Custom(CMARK_NODE_CUSTOM_INLINE, picture, ""));
      cmark_node_free(image);
    }
  }
}

std::string Render(cmark_node* root) {
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(root, CMARK_OPT_DEFAULT, nullptr), &std::free);
  return html.get();
}

std::string HashSource(absl::string_view text) {
  return absl::StrCat("'sha256-", absl::Base64Escape(absl::HexStringToBytes(Sha256Hex(text))), "'");
}

// The page runs nothing but its own script, loads nothing and sends nothing, whatever gets into it.
std::string Policy(absl::string_view style, absl::string_view script) {
  return absl::StrCat("default-src 'none'; img-src data:; style-src ", HashSource(style),
                      script.empty() ? ""
                                     : absl::StrCat("; script-src ", HashSource(script),
                                                    " 'wasm-unsafe-eval'; worker-src blob:"),
                      "; base-uri 'none'; form-action 'none'");
}

}  // namespace

std::string HtmlPage(const std::vector<MarkdownDocument>& documents, const Pictures& pictures,
                     const LiveTraining& live) {
  ctemplate::TemplateDictionary page("report.html");
  std::string body;
  for (size_t i = 0; i < documents.size(); ++i) {
    const auto root = Parse(documents[i].text);
    const std::string prefix = Prefix(documents, i);
    for (cmark_node* table : Nodes(root.get(), "table"))
      Wrap(table, "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"Table\">",
           "</div>");
    PlacePictures(root.get(), pictures);
    PointLinksIntoPage(root.get(), documents, prefix);
    for (const Heading& heading : AnchorHeadings(root.get(), prefix)) {
      if (i == 0 && heading.level == 1) page.SetValue("TITLE", Escape(heading.text));
      const bool listed = i == 0 ? heading.level == 2 || heading.level == 3 : heading.level == 1;
      if (!listed) continue;
      ctemplate::TemplateDictionary* entry = page.AddSectionDictionary("CONTENTS");
      entry->SetIntValue("LEVEL", i == 0 ? heading.level : 2);
      entry->SetValue("ID", heading.id);
      entry->SetValue("TEXT", Escape(heading.text));
    }
    absl::StrAppend(&body, "<section>\n", Render(root.get()), "</section>\n");
  }
  // The contents stand behind what the first document begins with.
  const size_t intro = std::min(body.find("<h2>"), body.size());
  page.SetValue("INTRO", body.substr(0, intro));
  page.SetValue("REST", body.substr(intro));
  const std::string style = absl::StrCat("\n", kReportCss, live.style);
  page.SetValue("STYLE", style);
  page.SetValue("LIVE", live.section);
  if (!live.script.empty()) {
    page.SetValueAndShowSection("SCRIPT_TEXT", live.script, "SCRIPT");
  }
  page.SetValue("POLICY", Policy(style, live.script));
  return Expand(kReportHtml, page);
}

}  // namespace tenfold::reports
