// dot_report.cc — the wait graph of deadlocks in Graphviz's language: boxes are processes, ellipses what they wait for.
#include <algorithm>

#include "grader/report/report.h"
#include "grader/report/text_layout.h"
#include "grader/report/wait_picture.h"

namespace grader {
namespace {

constexpr int kLabelColumns = 44, kTitleColumns = 88;
constexpr std::size_t kMostPictures = 40, kMostNodesInARow = 8;
constexpr const char* kCycleColor = "#c0392b";

/// The inside of a quoted string: nothing that a student wrote can end it, or be taken for an escape or an entity.
std::string escaped(const std::string& bytes) {
  std::string out;
  for (const char c : printable(bytes)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
    if (c == '&') out += "amp;";
  }
  return out;
}

std::string line_of(const std::string& text) {
  return text.empty() ? "" : escaped(cut(printable(text), kLabelColumns)) + "\\n";
}

std::string place_of(const SourceLocation& at) {
  if (at.line > 0) return at.file + ":" + std::to_string(at.line);
  return at.function.empty() ? "" : at.function + (at.function.find('(') == std::string::npos ? "()" : "");
}

/// "child 1 of main, child 2 of main … child 40 of main".
std::string names_of(const Finding& finding, const std::vector<int>& members) {
  const auto name = [&](std::size_t i) { return finding.processes[static_cast<std::size_t>(members[i])].name; };
  if (members.size() == 1) return line_of(name(0));
  std::string text = line_of(std::to_string(members.size()) + " processes");
  if (members.size() <= 3) {
    for (std::size_t i = 0; i < members.size(); ++i) text += line_of(name(i));
    return text;
  }
  return text + line_of(name(0)) + line_of(name(1)) + "…\\n" + line_of(name(members.size() - 1));
}

std::string process_label(const Finding& finding, const PictureNode& node) {
  const FindingProcess& first = finding.processes[static_cast<std::size_t>(node.members.front())];
  return names_of(finding, node.members) + line_of(first.waits_for ? first.waits_for->call : "") + line_of(place_of(first.at));
}

std::string object_label(const WaitPicture& picture, const PictureNode& node) {
  const AwaitedObject& first = picture.objects[static_cast<std::size_t>(node.members.front())];
  const std::string count = node.members.size() > 1 ? std::to_string(node.members.size()) + " × " : "";
  return line_of(count + (first.object.empty() ? first.kind : first.object)) + line_of(first.value) +
         (first.woken_by.empty() ? "nobody is left to end the wait\\n" : "");
}

std::string node_text(const Finding& finding, const WaitPicture& picture, std::size_t i, const std::string& prefix) {
  const PictureNode& node = picture.nodes[i];
  const bool several = node.members.size() > 1;
  std::string text = "    " + prefix + std::to_string(i) + " [label=\"" +
                     (node.is_object ? object_label(picture, node) : process_label(finding, node)) + "\"";
  text += node.is_object ? ", shape=ellipse, fillcolor=\"#f4f4f4\"" : ", shape=box, fillcolor=\"#e8f0fe\"";
  if (several) text += ", peripheries=2";
  if (node.in_cycle) text += std::string(", color=\"") + kCycleColor + "\", penwidth=2";
  return text + "];\n";
}

std::string edge_text(const PictureEdge& edge, const std::string& prefix) {
  std::string text = "    " + prefix + std::to_string(edge.from) + " -> " + prefix + std::to_string(edge.to) +
                     " [label=\"" + escaped(edge.label) + "\"";
  if (!edge.certain) text += ", style=dashed";
  if (edge.in_cycle) text += std::string(", color=\"") + kCycleColor + "\", fontcolor=\"" + kCycleColor + "\", penwidth=2";
  return text + "];\n";
}

std::string title_of(const std::string& owner, const Finding& finding) {
  const std::string sentence = (owner.empty() ? "" : owner + ": ") + std::string(to_string(code_of(finding))) + "  " + finding.message;
  std::string lines = wrapped(printable(sentence), 0, kTitleColumns), text;
  for (std::size_t end; (end = lines.find('\n')) != std::string::npos; lines.erase(0, end + 1))
    text += escaped(lines.substr(0, end)) + "\\l";
  return text;
}

std::string picture_text(const std::string& owner, const Finding& finding, const WaitPicture& picture, std::size_t number) {
  const std::string prefix = "f" + std::to_string(number) + "n";
  std::string text = "  subgraph cluster_" + std::to_string(number) + " {\n    margin=16;\n    label=\"" + title_of(owner, finding) + "\";\n";
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) text += node_text(finding, picture, i, prefix);
  for (const PictureEdge& edge : picture.edges) text += edge_text(edge, prefix);
  const std::size_t all = static_cast<std::size_t>(std::max(0, finding.count.value_or(0)));
  if (all > finding.processes.size())
    text += "    " + prefix + "more [label=\"and " + counted_noun(all - finding.processes.size(), "process", "processes") +
            " more\", shape=plaintext, style=\"\"];\n";
  return text + "  }\n";
}

bool has_picture(const Finding& finding) {
  const bool waits = std::any_of(finding.processes.begin(), finding.processes.end(), [](const auto& p) { return p.waits_for.has_value(); });
  return waits && (finding.rule == Rule::kDeadlock || finding.rule == Rule::kTimeout);
}

std::string note(const std::string& name, const std::string& text) {
  return "  " + name + " [label=\"" + escaped(text) + "\", shape=plaintext, style=\"\"];\n";
}

std::string head_of_graph(bool downwards) {
  return std::string("digraph grader {\n  graph [rankdir=") + (downwards ? "TB" : "LR") +
         ", labelloc=t, labeljust=l, fontname=\"Helvetica\", fontsize=14, style=rounded, color=\"#cccccc\", nodesep=0.4, "
         "ranksep=0.7];\n"
         "  node [fontname=\"Helvetica\", fontsize=11, style=\"filled,rounded\", color=\"#5f6368\"];\n"
         "  edge [fontname=\"Helvetica\", fontsize=10, color=\"#5f6368\", fontcolor=\"#3c4043\"];\n";
}

}  // namespace

std::string dot_report(const std::vector<Verdict>& verdicts) {
  std::string text;
  std::size_t drawn = 0, left_out = 0, largest = 0;
  for (const Verdict& v : verdicts) {
    const std::string owner = verdicts.size() > 1 ? submission_name(v) : "";
    for (const Finding& f : v.findings) {
      if (!has_picture(f)) continue;
      if (drawn == kMostPictures) {
        ++left_out;
        continue;
      }
      const WaitPicture picture = wait_picture(f);
      largest = std::max(largest, picture.nodes.size());
      text += picture_text(owner, f, picture, drawn++);
    }
  }
  if (drawn == 0) text += note("nothing", "No process waits for ever.");
  if (left_out > 0) text += note("more", "and " + counted_noun(left_out, "picture", "pictures") + " more");
  return head_of_graph(largest > kMostNodesInARow) + text + "}\n";
}

std::string dot_report(const Verdict& verdict) { return dot_report(std::vector<Verdict>{verdict}); }

}  // namespace grader
