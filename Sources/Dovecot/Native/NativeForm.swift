package import SettingsGraph
package import SourceText

extension DovecotConfiguration {
  package enum NativeForm: Sendable {
    /// `doveconf -n`
    case changed
    /// `doveconf -a`
    case all
  }

  /// Appends what the daemon's own `doveconf` prints, without its leading comment lines. With a context that is what
  /// `doveconf -f` prints, which for 2.4 is not always what the server does. With names, `ssl` or `service/imap`, only
  /// these are printed, without the filters, as `doveconf -n NAME` does.
  package func writeNative(
    _ form: NativeForm, of names: [String] = [], context: Context? = nil, showingSecrets: Bool = false,
    graph: SettingsGraph, files: SourceFiles,
    to output: inout [UInt8]
  ) {
    switch blocks {
    case .language2_3(let records):
      NativeForm2_3(
        configuration: self, records: records, names: names.map { Array($0.utf8) }, context: context,
        isAll: form == .all, showsSecrets: showingSecrets,
        graph: graph, files: files, lastService: NativeForm2_3.lastService(of: catalogue)
      ).write(to: &output)
    case .language2_4(let table, let configVersion):
      let blocks = context.map { MergedBlocks(table, in: $0, catalogue, version: version.version).blocks } ?? table
      NativeForm2_4(
        configuration: self, blocks: blocks, names: names.map { Array($0.utf8) }, configVersion: configVersion,
        isAll: form == .all,
        showsSecrets: showingSecrets, graph: graph,
        files: files
      ).write(to: &output)
    }
  }
}
