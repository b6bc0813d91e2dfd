// wait_picture.cc — groups what is equal, joins it by edges, and marks the cycle.
#include "grader/report/wait_picture.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace grader {
namespace {

constexpr std::size_t kMostNodes = 24;  ///< more are hard to read on one screen

struct Relation { const char* kind; const char* label; bool certain; };
constexpr Relation kRelations[] = {
    {"mutex", "held by", true},
    {"file lock", "held by", true},
    {"pipe", "other end open in", true},
    {"fifo", "other end open in", true},
    {"rwlock", "could be unlocked by", false},
    {"semaphore", "could be posted by", false},
    {"sysv-sem", "could be raised by", false},
    {"condition", "could be signalled by", false},
    {"barrier", "could be reached by", false},
    {"signal", "could be sent by", false},
    {"stopped", "could be continued by", false},
    {"eventfd", "could be written by", false},
    {"socket", "other side held by", false},
};

Relation relation_of(const AwaitedObject& object, const Finding& finding) {
  const auto* known = std::find_if(std::begin(kRelations), std::end(kRelations),
                                   [&](const Relation& r) { return object.kind == r.kind; });
  if (known == std::end(kRelations)) return {"", "could be ended by", false};
  if (object.kind != "pipe" && object.kind != "fifo") return *known;
  const auto& wait = object.waiting.empty() ? std::optional<WaitsFor>() : finding.processes[static_cast<std::size_t>(object.waiting[0])].waits_for;
  const std::string call = wait ? wait->call : "";
  if (call.find("open") != std::string::npos) return {"", "other end could be opened by", false};
  if (call.find("read") != std::string::npos) return {"", "write end open in", true};
  if (call.find("write") != std::string::npos) return {"", "read end open in", true};
  return *known;
}

/// The end of a process or thread is waited for: that one itself is the object.
bool is_process(const AwaitedObject& object) {
  return (object.kind == "child" || object.kind == "thread") && !object.woken_by.empty();
}

/// A verdict without a wait graph still says who waits for what.
std::vector<AwaitedObject> objects_of(const Finding& finding) {
  if (!finding.wait_graph.empty()) return finding.wait_graph;
  std::vector<AwaitedObject> objects;
  for (std::size_t i = 0; i < finding.processes.size(); ++i) {
    const auto& wait = finding.processes[i].waits_for;
    if (!wait) continue;
    auto same = std::find_if(objects.begin(), objects.end(), [&](const AwaitedObject& o) {
      return o.kind == wait->kind && o.object == wait->object && o.value == wait->value;
    });
    if (same == objects.end()) same = objects.insert(objects.end(), AwaitedObject{wait->kind, wait->object, wait->value, {}, {}});
    same->waiting.push_back(static_cast<int>(i));
  }
  return objects;
}

/// Vertices of the ungrouped graph: processes first, then objects; a link is (from, to, which way it is meant).
struct Vertices {
  std::size_t processes = 0;
  std::vector<std::string> looks;
  struct Link { std::size_t to; int meaning; };
  std::vector<std::vector<Link>> links;
};

Vertices vertices_of(const Finding& finding, const std::vector<AwaitedObject>& objects) {
  Vertices v;
  v.processes = finding.processes.size();
  for (const FindingProcess& p : finding.processes)
    v.looks.push_back("p\n" + (p.waits_for ? p.waits_for->call : "") + "\n" + p.at.file + "\n" + std::to_string(p.at.line) +
                      "\n" + p.at.function);
  for (const AwaitedObject& o : objects) v.looks.push_back("o\n" + o.kind + "\n" + o.object + "\n" + o.value);
  v.links.resize(v.looks.size());
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const auto join = [&](const std::vector<int>& members, int meaning) {
      for (const int member : members) {
        v.links[v.processes + i].push_back({static_cast<std::size_t>(member), meaning});
        v.links[static_cast<std::size_t>(member)].push_back({v.processes + i, meaning + 1});
      }
    };
    join(objects[i].waiting, 0);
    join(objects[i].woken_by, 2);
  }
  return v;
}

using Groups = std::vector<std::size_t>;  ///< the group of each vertex

std::size_t count_of(const Groups& groups) { return std::set<std::size_t>(groups.begin(), groups.end()).size(); }

template <class Key>
Groups numbered(const std::vector<Key>& keys) {
  std::map<Key, std::size_t> numbers;
  Groups groups;
  for (const Key& key : keys) groups.push_back(numbers.emplace(key, numbers.size()).first->second);
  return groups;
}

/// Processes of one look with the very same neighbours; every object is its own.
Groups exactly_equal(const Vertices& v) {
  std::vector<std::pair<std::string, std::set<std::pair<std::size_t, int>>>> keys;
  for (std::size_t i = 0; i < v.looks.size(); ++i) {
    keys.push_back({i < v.processes ? v.looks[i] : std::to_string(i), {}});
    for (const auto& [to, meaning] : v.links[i]) keys.back().second.emplace(to, meaning);
    if (i >= v.processes) keys.back().second.clear();
  }
  return numbered(keys);
}

/// Vertices of one look whose neighbours are of the same groups, refined until nothing changes.
Groups equal_in_form(const Vertices& v) {
  Groups groups = numbered(v.looks);
  for (;;) {
    std::vector<std::pair<std::size_t, std::set<std::pair<std::size_t, int>>>> keys;
    for (std::size_t i = 0; i < v.looks.size(); ++i) {
      keys.push_back({groups[i], {}});
      for (const auto& [to, meaning] : v.links[i]) keys.back().second.emplace(groups[to], meaning);
    }
    Groups finer = numbered(keys);
    if (count_of(finer) == count_of(groups)) return finer;
    groups = std::move(finer);
  }
}

/// Nodes from which every node of the set can be reached, and that can be reached: strongly connected ones get one
/// number. Few nodes: reachability does.
std::vector<std::vector<bool>> reachable(const WaitPicture& picture, bool only_certain) {
  const std::size_t n = picture.nodes.size();
  std::vector<std::vector<bool>> reach(n, std::vector<bool>(n));
  for (const PictureEdge& e : picture.edges)
    if (!only_certain || e.certain) reach[static_cast<std::size_t>(e.from)][static_cast<std::size_t>(e.to)] = true;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; reach[i][k] && j < n; ++j)
        if (reach[k][j]) reach[i][j] = true;
  return reach;
}

bool mark_cycle(WaitPicture& picture, bool only_certain) {
  const auto reach = reachable(picture, only_certain);
  bool any = false;
  for (PictureEdge& e : picture.edges) {
    const auto from = static_cast<std::size_t>(e.from), to = static_cast<std::size_t>(e.to);
    if ((only_certain && !e.certain) || !reach[to][from]) continue;
    e.in_cycle = picture.nodes[from].in_cycle = picture.nodes[to].in_cycle = any = true;
  }
  return any;
}

void add_edges(const Finding& finding, const std::function<int(std::size_t)>& node_of, WaitPicture& picture) {
  std::set<std::pair<int, int>> drawn;
  const auto add = [&](int from, int to, const std::string& label, bool certain) {
    if (drawn.emplace(from, to).second) picture.edges.push_back({from, to, label, certain, false});
  };
  for (std::size_t i = 0; i < picture.objects.size(); ++i) {
    const AwaitedObject& o = picture.objects[i];
    const Relation relation = relation_of(o, finding);
    for (const int waiter : o.waiting) {
      const int from = node_of(static_cast<std::size_t>(waiter));
      if (!is_process(o)) add(from, node_of(finding.processes.size() + i), "waits for", true);
      else for (const int child : o.woken_by) add(from, node_of(static_cast<std::size_t>(child)), "waits for the end of", true);
    }
    if (is_process(o)) continue;
    for (const int waker : o.woken_by)
      add(node_of(finding.processes.size() + i), node_of(static_cast<std::size_t>(waker)), relation.label, relation.certain);
  }
}

}  // namespace

WaitPicture wait_picture(const Finding& finding) {
  WaitPicture picture;
  picture.objects = objects_of(finding);
  const Vertices vertices = vertices_of(finding, picture.objects);
  Groups groups = exactly_equal(vertices);
  if (count_of(groups) > kMostNodes) groups = equal_in_form(vertices);
  std::map<std::size_t, int> nodes;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool is_object = i >= vertices.processes;
    if (is_object && is_process(picture.objects[i - vertices.processes])) continue;
    const auto [node, fresh] = nodes.emplace(groups[i], static_cast<int>(picture.nodes.size()));
    if (fresh) picture.nodes.push_back({is_object, {}, false});
    picture.nodes[static_cast<std::size_t>(node->second)].members.push_back(
        static_cast<int>(is_object ? i - vertices.processes : i));
  }
  add_edges(finding, [&](std::size_t vertex) { return nodes.at(groups[vertex]); }, picture);
  if (!mark_cycle(picture, true)) mark_cycle(picture, false);
  return picture;
}

}  // namespace grader
