/// Why an edit cannot be made as meant.
package enum EditError: Error, Equatable, Sendable {
  /// A value with a line break, a NUL, or blanks at its ends cannot be written in one line.
  case unwritableValue
  case noSuchService(String)
  case alreadyEnabled(String)
  case noSuchOption(String)
  /// Reading the edited text again gives something else than what was meant.
  case notExact
}
