internal import SourceText

/// `postscreen_access_list = permit_mynetworks, cidr:/etc/postfix/postscreen`: lists of a few words and tables, which
/// know none of smtpd's other restrictions (postscreen 3.10.13 and smtpd of `local_header_rewrite_clients`, run).
struct AddressCheckList {
  struct Fault {
    let range: Range<Int>
    let explanation: String
    /// The program's own words.
    let message: String
  }

  /// The first word that the program does not know. postscreen ignores what stands behind it too.
  let fault: Fault?

  private static let postscreen: Set<String> = ["permit_mynetworks", "permit", "reject", "dunno"]
  private static let rewriting: Set<String> = [
    "permit_inet_interfaces", "permit_mynetworks", "permit_sasl_authenticated", "permit_tls_clientcerts",
    "permit_tls_all_clientcerts",
  ]

  /// Nil for other parameters.
  init?(_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) {
    switch name.text {
    case "postscreen_access_list":
      let unknown = Tokens.split(value).first {
        !value[$0].contains(ASCII.colon) && !Self.isWord(value[$0], Self.postscreen)
      }
      fault = unknown.map { item in
        let word = value[item].printable
        return Fault(
          range: item, explanation: "postscreen does not know \(word), and ignores what stands behind it.",
          message: "postscreen_access_list: unknown command: \(word) -- ignoring the remainder of this access list")
      }
    case "local_header_rewrite_clients": fault = Self.rewritingFault(value)
    default: return nil
    }
  }

  private static func isWord(_ text: ArraySlice<UInt8>, _ words: Set<String>) -> Bool {
    words.contains(text.map(ASCII.lowercased).text)
  }

  private static func rewritingFault(_ value: ArraySlice<UInt8>) -> Fault? {
    var items = Tokens.split(value)[...]
    while let item = items.popFirst() {
      let word = value[item].printable
      if isWord(value[item], ["check_address_map"]) {
        let argument = items.popFirst().map { value[$0].printable } ?? word
        guard !argument.contains(":") else { continue }
        return Fault(
          range: item, explanation: "smtpd answers 451 4.3.5: check_address_map needs a table of the form type:name.",
          message: "restriction check_address_map: bad argument \"\(argument)\": need maptype:mapname")
      }
      guard !value[item].contains(ASCII.colon), !isWord(value[item], rewriting) else { continue }
      return Fault(
        range: item, explanation: "smtpd does not know \(word) here, and ignores it.",
        message: "parameter local_header_rewrite_clients: invalid request: \(word)")
    }
    return nil
  }
}
