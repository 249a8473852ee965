package import ServerTree
package import SettingsGraph
package import SourceText

/// main.cf and master.cf of one directory, read for one version: what is kept of them beside the graph.
package struct PostfixConfiguration: DaemonConfiguration {
  package let version: AssumedVersion
  /// `/etc/postfix`, as messages name it.
  package let directory: TreePath
  package let catalogue: ParameterCatalogue
  package let host: HostFacts
  /// Nil where the file could not be read.
  package let main: MainCf?
  package let master: MasterCf?
  package let mainFile: FileID?
  package let masterFile: FileID?
  package let values: ParameterValues
  package internal(set) var diagnostics: [Diagnostic] = []
  package internal(set) var services: [Service] = []
  package internal(set) var names: ParameterNames
  private(set) var postfixPrecedence: PostfixPrecedence
  /// The last entry of master.cf with a name.
  private(set) var entryNumbers: [String: Int] = [:]

  package var daemon: DaemonName { .postfix }
  package var precedence: any PrecedenceRule { postfixPrecedence }

  /// Reads main.cf and master.cf and puts every assignment on the graph; nothing stops at the first problem.
  ///
  /// - Parameters:
  ///   - host: what the machine says of itself; by default what the tree's own files say.
  ///   - fillsGraph: off for a question that is answered without the graph: the native forms.
  package init(
    reading directory: TreePath, of tree: ServerTree, version: AssumedVersion, graph: inout SettingsGraph,
    files: inout SourceFiles, host: HostFacts? = nil, fillsGraph: Bool = true
  ) {
    var diagnostics: [Diagnostic] = []
    let mainFile = Self.read("main.cf", in: directory, of: tree, &files, &diagnostics)
    let masterFile = Self.read("master.cf", in: directory, of: tree, &files, &diagnostics)
    let main = mainFile.map { MainCf(files[$0].bytes) }
    let master = masterFile.map { MasterCf(files[$0].bytes) }
    self.version = version
    self.directory = directory
    self.host = host ?? HostFacts(of: tree)
    catalogue = ParameterCatalogue(for: version.version)
    (self.main, self.master, self.mainFile, self.masterFile) = (main, master, mainFile, masterFile)
    values = ParameterValues(
      main: main, master: master, catalogue: catalogue, version: version.version, host: self.host,
      directory: directory.bytes)
    names = ParameterNames(
      main: main, master: master, values: values, version: version.version, directory: directory.description,
      clients: ClientFiles(tree))
    postfixPrecedence = PostfixPrecedence(services: [], shadowed: [])
    services = Self.services(of: master, file: masterFile, values: values)
    if fillsGraph { postfixPrecedence = addAssignments(to: &graph) }
    for (number, entry) in (master?.entries ?? []).enumerated() { entryNumbers[entry.name] = number }
    let problems = problems(tree)
    self.diagnostics = diagnostics.isEmpty ? problems : diagnostics + problems
  }

  /// Reads one of the two files; what is missing is told and does not stop the other.
  private static func read(
    _ name: String, in directory: TreePath, of tree: ServerTree, _ files: inout SourceFiles,
    _ diagnostics: inout [Diagnostic]
  ) -> FileID? {
    let path = directory.appending(name.utf8)
    do throws(TreeError) {
      return files.add(path: path.description, bytes: try tree.read(path).bytes)
    } catch {
      diagnostics.append(.unreadable(path, error))
      return nil
    }
  }
}

extension PostfixConfiguration {
  /// The span of a range of main.cf.
  func mainSpan(_ range: Range<Int>) -> SourceSpan? { mainFile.map { SourceSpan(file: $0, range) } }

  /// The span of a range of master.cf.
  func masterSpan(_ range: Range<Int>) -> SourceSpan? { masterFile.map { SourceSpan(file: $0, range) } }

  /// Whether a value of this parameter has to be hidden.
  ///
  /// The catalogue names the parameters that may hold secrets; a mere reference to a table (`hash:/etc/postfix/sasl`)
  /// is none, a table written into the value is.
  func isSecret(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Bool {
    if catalogue[name]?.mayHoldSecret == true {
      return ["inline:", "static:", "{"].contains { mark in
        value.indices.contains { value[$0...].starts(with: mark.utf8) }
      }
    }
    return DatabaseClientSettings.mayHoldSecret(name) && !catalogue.contains(name)
  }

  /// The entries of master.cf, those in comments last.
  private static func services(of master: MasterCf?, file: FileID?, values: ParameterValues) -> [Service] {
    guard let master, let file else { return [] }
    let level = values.expandedValue(of: "compatibility_level").flatMap { CompatibilityLevel($0) }
    let isChrootedByDefault = level.map { $0 < CompatibilityLevel(1) } ?? false
    var active = master.entries.map {
      Service($0, file: file, isChrootedByDefault: isChrootedByDefault, isReplaced: false)
    }
    var seen: Set<String> = []
    for index in active.indices.reversed() where !seen.insert(active[index].identity).inserted {
      active[index] = Service(
        master.entries[index], file: file, isChrootedByDefault: isChrootedByDefault, isReplaced: true)
    }
    return active + master.commented.map { Service($0, in: master, file: file) }
  }
}

extension Service {
  init(_ entry: MasterCfEntry, file: FileID, isChrootedByDefault: Bool, isReplaced: Bool) {
    name = entry.name
    service = entry.service.text
    type = entry.type.text
    command = entry.command.text
    isPrivate = !entry[.private].elementsEqual("n".utf8)
    isChrooted =
      entry[.chroot].elementsEqual("y".utf8) || (isChrootedByDefault && entry[.chroot].elementsEqual("-".utf8))
    isEnabled = !isReplaced
    self.isReplaced = isReplaced
    wakeup = entry[.wakeup].text
    processLimit = entry[.processLimit].text
    options = entry.options.map {
      ($0.nameBytes.text, $0.valueBytes.text, SourceSpan(file: file, $0.span))
    }
    span = SourceSpan(file: file, entry.span)
  }

  init(_ commented: CommentedService, in master: MasterCf, file: FileID) {
    let bytes = master.lines.bytes
    let fields = Tokens.split(bytes[commented.line].dropFirst(), commas: false)
    name = commented.name(in: bytes)
    service = bytes[commented.service].text
    type = bytes[commented.type].text
    command = bytes[commented.command].text
    isPrivate = !bytes[fields[2]].elementsEqual("n".utf8)
    isChrooted = bytes[fields[4]].elementsEqual("y".utf8)
    isEnabled = false
    isReplaced = false
    wakeup = bytes[fields[5]].text
    processLimit = bytes[fields[6]].text
    options = commented.options.compactMap { option in
      guard let name = option.name, let value = option.value else { return nil }
      return (bytes[name].text, bytes[value].text, SourceSpan(file: file, option.line))
    }
    span = SourceSpan(file: file, commented.line)
  }
}
