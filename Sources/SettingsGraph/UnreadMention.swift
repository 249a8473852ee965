package import SourceText

/// `#ssl = yes`: a line that a reader takes for an assignment although the daemon does not.
package struct UnreadMention: Sendable, Equatable {
  package let span: SourceSpan
  package let value: SourceSpan?
  package let reason: Reason
  /// Why, in the words of this very case; the reason's own sentence where there is nothing more to say.
  package let explanation: String
  /// The line that is the cause: the include that passes the file over, the comment in the continued value.
  package let cause: SourceSpan?
  package let remedy: Remedy?
  /// The value as this version would write it, where the line is one of another version and writes it otherwise.
  package let meaning: [UInt8]?

  package init(
    span: SourceSpan, value: SourceSpan?, reason: Reason, explanation: String? = nil, cause: SourceSpan? = nil,
    remedy: Remedy? = nil, meaning: [UInt8]? = nil
  ) {
    self.span = span
    self.value = value
    self.reason = reason
    self.explanation = explanation ?? reason.explanation
    self.cause = cause
    self.remedy = remedy
    self.meaning = meaning
  }
}
