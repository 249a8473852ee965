package import SettingsGraph
internal import SourceText

extension PostfixConfiguration {
  /// Any name is legal in main.cf; known is what Postfix, a service, or some `$name` uses.
  package func lookUp(_ name: String, in graph: SettingsGraph) -> NameLookup {
    let bytes = Array(name.utf8)[...]
    if values.isBuiltIn(bytes) || names.isMentioned(bytes)
      || names.usedByService.values.contains(where: { $0.contains(bytes) })
    {
      return .known(path: name)
    }
    let advice = NameAdvice(catalogue)
    return .unknown(
      suggestions: advice.suggestions(for: bytes), otherVersion: advice.otherVersion(knowing: bytes)?.description)
  }

  package func mayHoldSecret(_ path: String) -> Bool {
    let name = Array(path.utf8)[...]
    return catalogue[name]?.mayHoldSecret ?? DatabaseClientSettings.mayHoldSecret(name)
  }
}
