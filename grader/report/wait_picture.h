// wait_picture.h — the wait graph of a finding as nodes and edges to be drawn, with equal processes in one node. Pure.
#pragma once

#include <string>
#include <vector>

#include "grader/model/finding.h"

namespace grader {

struct PictureNode {
  bool is_object = false;
  std::vector<int> members;  ///< indices into Finding::processes, or into `objects` of the picture
  bool in_cycle = false;
};

struct PictureEdge {
  int from = 0, to = 0;  ///< nodes
  std::string label;     ///< "waits for", "held by", "could be posted by"
  bool certain = false;  ///< the wait ends only if this one acts; else it is one of those who could end it
  bool in_cycle = false;
};

struct WaitPicture {
  std::vector<AwaitedObject> objects;
  std::vector<PictureNode> nodes;
  std::vector<PictureEdge> edges;
};

/// Processes that wait in the same call at the same line for the same objects are one node. When that leaves too
/// many for one screen, so are processes whose place in the graph is of the same form: a ring of forty is one node.
WaitPicture wait_picture(const Finding& finding);

}  // namespace grader
