#include "reports/page/markdown_tree.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/str_replace.h"

namespace tenfold::reports {

MarkdownTree ParseMarkdown(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, void (*)(cmark_parser*)> parser(
      cmark_parser_new(CMARK_OPT_VALIDATE_UTF8), cmark_parser_free);
  cmark_syntax_extension* table = cmark_find_syntax_extension("table");
  if (table == nullptr || !cmark_parser_attach_syntax_extension(parser.get(), table)) {
    std::fprintf(stderr, "ParseMarkdown: cmark-gfm has no tables\n");
    std::abort();
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  return {cmark_parser_finish(parser.get()), cmark_node_free};
}

std::string RenderHtml(cmark_node* root) {
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(root, CMARK_OPT_DEFAULT, nullptr), &std::free);
  return html.get();
}

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

std::vector<cmark_node*> Children(cmark_node* node) {
  std::vector<cmark_node*> children;
  for (cmark_node* child = cmark_node_first_child(node); child != nullptr;
       child = cmark_node_next(child))
    children.push_back(child);
  return children;
}

std::string PlainText(cmark_node* node) {
  std::string text;
  const cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text = cmark_node_get_literal(node);
  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) text = " ";
  for (cmark_node* child : Children(node)) text += PlainText(child);
  return text;
}

cmark_node* Custom(cmark_node_type type, const std::string& before, const std::string& after) {
  cmark_node* node = cmark_node_new(type);
  cmark_node_set_on_enter(node, before.c_str());
  cmark_node_set_on_exit(node, after.c_str());
  return node;
}

void Wrap(cmark_node* node, const std::string& before, const std::string& after) {
  cmark_node* block = Custom(CMARK_NODE_CUSTOM_BLOCK, before, after);
  cmark_node_insert_before(node, block);
  cmark_node_append_child(block, node);
}

void WrapContents(cmark_node* node, const std::string& before, const std::string& after) {
  cmark_node* custom = Custom(CMARK_NODE_CUSTOM_INLINE, before, after);
  for (cmark_node* child : Children(node)) cmark_node_append_child(custom, child);
  cmark_node_append_child(node, custom);
}

void ReplaceInline(cmark_node* node, const std::string& before, const std::string& after) {
  cmark_node* custom = Custom(CMARK_NODE_CUSTOM_INLINE, before, after);
  if (cmark_node_insert_before(node, custom) != 0) {
    for (cmark_node* child : Children(node)) cmark_node_append_child(custom, child);
  } else {
    cmark_node_free(custom);
    for (cmark_node* child : Children(node)) cmark_node_insert_before(node, child);
  }
  cmark_node_free(node);
}

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(text,
                             {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

}  // namespace tenfold::reports
