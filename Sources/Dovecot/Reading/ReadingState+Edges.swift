internal import ServerTree
internal import SettingsGraph
internal import SourceText

extension ReadingState {
  /// `<file`, or the path of a file setting: the value is a file's content. Relative to the file it is written in.
  mutating func addFileEdge(_ id: AssignmentID, path text: ArraySlice<UInt8>, in file: FileID) {
    guard !text.isEmpty, !text.prefix(7).elementsEqual("inline:") else { return }
    let path = text.first == ASCII.slash ? text.text : TreePath(files.path(of: file)).resolving(text).description
    graph.add(
      Edge(
        .reads, from: .assignment(id), to: .file(path),
        explanation: "The value is the content of the file."))
  }

  /// `$name`, `$SET:name`: the value takes that of another setting.
  mutating func addReferenceEdges(_ id: AssignmentID, _ text: ArraySlice<UInt8>, prefix: StaticString) {
    let mark = Array(prefix.description.utf8)
    for word in text.split(separator: ASCII.space) where word.starts(with: mark) {
      let name = word.dropFirst(mark.count)
      guard catalogue.row(at: name) != nil else { continue }
      let target = graph.setting(.dovecot, name)
      graph.add(
        Edge(
          .references, from: .assignment(id), to: .setting(target),
          explanation: "The value takes that of \(name.text)."))
    }
  }
}
