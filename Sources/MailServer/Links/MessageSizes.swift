internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `message_size_limit = 100000000` above `mailbox_size_limit = 51200000`: a limit that stops what another lets in.
package struct ExceededLimit: Sendable {
  package let message: EffectiveValue
  package let limit: EffectiveValue
  package let messageSize: Int
  package let bound: Int
}

extension MailServer {
  /// Mailboxes that are smaller than a message may be: local(8) always looks, virtual(8) where it delivers.
  package func exceededMailboxes(_ classes: AddressClasses) -> [ExceededLimit] {
    guard let message = value(of: "message_size_limit", of: .postfix), let size = Int(message.text) else { return [] }
    var limits = ["mailbox_size_limit"]
    if let transport = value(of: "virtual_transport", of: .postfix),
      transport.text.prefix(while: { $0 != ":" }) == "virtual", classes[.virtualMailbox]?.value.isEmpty == false
    {
      limits.append("virtual_mailbox_limit")
    }
    return limits.compactMap { name in
      guard let limit = value(of: name, of: .postfix), let bound = Int(limit.text), bound > 0,
        size == 0 || size > bound
      else { return nil }
      return ExceededLimit(message: message, limit: limit, messageSize: size, bound: bound)
    }
  }

  /// Dovecot refuses a message that Postfix has taken: `quota_max_mail_size`, in 2.4 `quota_mail_size`.
  package var exceededMailSize: ExceededLimit? {
    guard let message = value(of: "message_size_limit", of: .postfix), let size = Int(message.text),
      let limit = ["plugin/quota_max_mail_size", "quota_mail_size"].lazy.compactMap({ name in
        value(of: name, of: .dovecot).flatMap { $0.isWritten ? $0 : nil }
      }).first,
      let bound = ByteCount(limit.text)?.bytes, bound > 0, size == 0 || size > bound
    else { return nil }
    return ExceededLimit(message: message, limit: limit, messageSize: size, bound: bound)
  }
}

/// `10M`, `1 G`, `512`: a size as Dovecot writes it.
struct ByteCount {
  let bytes: Int

  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.first?.uppercased() ?? "B"
    guard let number = Int(digits), let exponent = ["B", "K", "M", "G", "T"].firstIndex(of: unit) else { return nil }
    let (product, isTooLarge) = number.multipliedReportingOverflow(by: 1 << (10 * exponent))
    guard !isTooLarge else { return nil }
    bytes = product
  }
}
