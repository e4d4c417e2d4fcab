// A Markdown document as the tree that cmark-gfm makes of it, and what the page needs to change it.
#pragma once

#include <cmark-gfm.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace tenfold::reports {

using MarkdownTree = std::unique_ptr<cmark_node, void (*)(cmark_node*)>;

// With GitHub's tables. Anything is valid Markdown.
MarkdownTree ParseMarkdown(const std::string& markdown);

// HTML in the document, and links that a browser would run, are left out.
std::string RenderHtml(cmark_node* root);

// All nodes of a kind ("heading", "table_row") below `root`, in the order of the text.
std::vector<cmark_node*> Nodes(cmark_node* root, const std::string& kind);

std::vector<cmark_node*> Children(cmark_node* node);

// What a reader sees of it, without markup.
std::string PlainText(cmark_node* node);

// A node that is written as it stands, before and after what it holds.
cmark_node* Custom(cmark_node_type type, const std::string& before, const std::string& after);

// Puts `node` inside a new block.
void Wrap(cmark_node* node, const std::string& before, const std::string& after);

// Puts HTML around all that a node holds, within it.
void WrapContents(cmark_node* node, const std::string& before, const std::string& after);

// Puts a node of HTML in the place of `node`, around what it holds; directly in a cell of a table,
// which cannot have one, what it holds alone.
void ReplaceInline(cmark_node* node, const std::string& before, const std::string& after);

std::string EscapeHtml(absl::string_view text);

}  // namespace tenfold::reports
