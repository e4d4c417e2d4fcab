#include "reports/page/html.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/text/digest.h"
#include "ctemplate/template_dictionary.h"
#include "reports/page/html_links.h"
#include "reports/page/html_tables.h"
#include "reports/page/markdown_tree.h"
#include "reports/page/texts.h"
#include "reports/parts/markdown.h"
#include "reports/parts/report.h"

namespace tenfold::reports {
namespace {

struct Heading {
  int level;
  std::string text, id;
};

std::vector<Heading> AnchorHeadings(cmark_node* root, const std::string& prefix) {
  std::vector<Heading> headings;
  std::set<std::string> taken;
  for (cmark_node* node : Nodes(root, "heading")) {
    const std::string text = PlainText(node);
    const std::string slug = Slug(text);
    std::string unique = slug;
    for (int n = 1; !taken.insert(unique).second; ++n) unique = absl::StrCat(slug, "-", n);
    const std::string id = EscapeHtml(prefix + unique);
    headings.push_back({cmark_node_get_heading_level(node), text, id});
    cmark_node_prepend_child(
        node, Custom(CMARK_NODE_CUSTOM_INLINE,
                     absl::StrCat("<a class=\"anchor\" id=\"", id, "\" href=\"#", id,
                                  "\" aria-label=\"Link to: ", EscapeHtml(text), "\">"),
                     "</a>"));
  }
  return headings;
}

// The pictures that a paragraph consists of; none if it has anything else.
std::vector<cmark_node*> PicturesOf(cmark_node* paragraph, const Pictures& pictures) {
  std::vector<cmark_node*> found;
  for (cmark_node* child : Children(paragraph)) {
    if (cmark_node_get_type(child) == CMARK_NODE_IMAGE) {
      if (pictures.count(cmark_node_get_url(child)) == 0) return {};
      found.push_back(child);
    } else if (!absl::StripAsciiWhitespace(PlainText(child)).empty()) {
      return {};
    }
  }
  return found;
}

std::string PictureHtml(cmark_node* image, const Pictures& pictures) {
  return absl::StrCat("<img alt=\"", EscapeHtml(PlainText(image)),
                      "\" src=\"data:image/svg+xml;base64,",
                      absl::Base64Escape(pictures.at(cmark_node_get_url(image))), "\">");
}

// "task" for figures/task.svg
std::string FigureClass(cmark_node* image) {
  const std::string url = cmark_node_get_url(image);
  const size_t begin = url.rfind('/') + 1;
  return Slug(url.substr(begin, url.rfind('.') - begin));
}

// The pictures become a figure, and the paragraph after them its caption.
void MakeFigure(cmark_node* paragraph, const std::vector<cmark_node*>& images,
                const Pictures& pictures) {
  std::string html = absl::StrCat("<figure class=\"", FigureClass(images[0]), "\">\n");
  if (images.size() > 1) html += "<div class=\"pictures\">\n";
  for (cmark_node* image : images) absl::StrAppend(&html, PictureHtml(image, pictures), "\n");
  if (images.size() > 1) html += "</div>\n";
  cmark_node* caption = cmark_node_next(paragraph);
  const bool has_caption = caption != nullptr &&
                           cmark_node_get_type(caption) == CMARK_NODE_PARAGRAPH &&
                           PicturesOf(caption, pictures).empty();
  if (has_caption) Wrap(caption, "<figcaption>", "</figcaption>\n</figure>");
  cmark_node_insert_before(
      paragraph, Custom(CMARK_NODE_CUSTOM_BLOCK, html + (has_caption ? "" : "</figure>"), ""));
  cmark_node_free(paragraph);
}

void PlacePictures(cmark_node* root, const Pictures& pictures) {
  for (cmark_node* paragraph : Nodes(root, "paragraph")) {
    const std::vector<cmark_node*> images = PicturesOf(paragraph, pictures);
    if (!images.empty()) MakeFigure(paragraph, images, pictures);
  }
  for (cmark_node* image : Nodes(root, "image")) {
    if (pictures.count(cmark_node_get_url(image)) > 0) {
      cmark_node_insert_before(image,
                               Custom(CMARK_NODE_CUSTOM_INLINE, PictureHtml(image, pictures), ""));
    } else {
      cmark_node* text = cmark_node_new(CMARK_NODE_TEXT);
      cmark_node_set_literal(text, PlainText(image).c_str());
      cmark_node_insert_before(image, text);
    }
    cmark_node_free(image);
  }
}

// A document that is folded: its first heading, and the rest.
struct Folded {
  std::string id, title, html;

  std::string Html(const std::string& summary) const {
    return absl::StrCat("<details class=\"document\" id=\"", id, "\">\n<summary>",
                        EscapeHtml(summary), "</summary>\n", html, "</details>\n");
  }
};

// Documents on one page, in the order in which they are made ready.
class PageMaker {
 public:
  PageMaker(const std::vector<MarkdownDocument>& documents, const Pictures& pictures,
            const Files& files, const LiveTraining& live)
      : documents_(documents), pictures_(pictures), files_(files), live_(live) {}

  std::string Make() {
    for (size_t i = 1; i < documents_.size(); ++i) folded_.push_back(Fold(i));
    const MarkdownTree root = ParseMarkdown(documents_[0].text);
    PlaceFolded(root.get());
    const std::vector<Heading> headings = Finish(root.get(), 0);
    for (const Heading& heading : headings) {
      if (heading.level == 1) page_.SetValue("TITLE", EscapeHtml(heading.text));
      if (heading.level == 2 || heading.level == 3)
        AddContents(heading.level, heading.id, heading.text);
    }
    std::string body = RenderHtml(root.get());
    for (const Folded& document : folded_) {
      if (placed_.count(document.id) > 0) continue;
      body += document.Html(document.title);
      AddContents(2, document.id, document.title);
    }
    // The contents stand behind what the first document begins with.
    const size_t intro = std::min(body.find("<h2>"), body.size());
    page_.SetValue("INTRO", body.substr(0, intro));
    page_.SetValue("REST", body.substr(intro));
    const std::string style = absl::StrCat("\n", kReportCss, live_.style),
                      script = absl::StrCat("\n", kReportJs, live_.script);
    page_.SetValue("STYLE", style);
    page_.SetValue("SCRIPT", script);
    page_.SetValue("STYLE_HASH", Sha256Base64(style));
    page_.SetValue("SCRIPT_HASH", Sha256Base64(script));
    if (!live_.section.empty()) {
      page_.SetValue("LIVE_SECTION", live_.section);
      page_.ShowSection("LIVE");
    }
    return Expand(kReportHtml, page_);
  }

 private:
  static std::string Sha256Base64(absl::string_view text) {
    return absl::Base64Escape(absl::HexStringToBytes(Sha256Hex(text)));
  }

  std::vector<Heading> Finish(cmark_node* root, size_t i) {
    FinishTables(root);
    PlacePictures(root, pictures_);
    PointLinksIntoPage(root, documents_, i, files_);
    return AnchorHeadings(root, AnchorPrefix(documents_, i));
  }

  Folded Fold(size_t i) {
    const MarkdownTree root = ParseMarkdown(documents_[i].text);
    Folded folded = {Slug(documents_[i].name), documents_[i].name, ""};
    cmark_node* first = cmark_node_first_child(root.get());
    if (first != nullptr && cmark_node_get_type(first) == CMARK_NODE_HEADING) {
      folded.title = PlainText(first);
      cmark_node_free(first);
    }
    // They stand below a heading of the second level.
    for (cmark_node* node : Nodes(root.get(), "heading"))
      cmark_node_set_heading_level(node, std::min(6, cmark_node_get_heading_level(node) + 1));
    Finish(root.get(), i);
    folded.html = RenderHtml(root.get());
    return folded;
  }

  void PlaceFolded(cmark_node* root) {
    for (cmark_node* link : Nodes(root, "link")) {
      cmark_node* paragraph = cmark_node_parent(link);
      if (cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH || Children(paragraph).size() != 1)
        continue;
      for (const Folded& document : folded_) {
        if (Slug(cmark_node_get_url(link)) != document.id) continue;
        if (!placed_.insert(document.id).second) continue;
        cmark_node_insert_before(
            paragraph, Custom(CMARK_NODE_CUSTOM_BLOCK, document.Html(PlainText(paragraph)), ""));
        cmark_node_free(paragraph);
        break;
      }
    }
  }

  void AddContents(int level, const std::string& id, const std::string& text) {
    ctemplate::TemplateDictionary* entry = page_.AddSectionDictionary("CONTENTS");
    entry->SetIntValue("LEVEL", level);
    entry->SetValue("ID", id);
    entry->SetValue("TEXT", EscapeHtml(text));
  }

  const std::vector<MarkdownDocument>& documents_;
  const Pictures& pictures_;
  const Files& files_;
  const LiveTraining& live_;
  ctemplate::TemplateDictionary page_{"report.html"};
  std::vector<Folded> folded_;
  std::set<std::string> placed_;
};

}  // namespace

std::string HtmlPage(const std::vector<MarkdownDocument>& documents, const Pictures& pictures,
                     const Files& files, const LiveTraining& live) {
  return PageMaker(documents, pictures, files, live).Make();
}

}  // namespace tenfold::reports
