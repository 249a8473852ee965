/// `lists_destination_recipient_limit` → its default: values by the name of a parameter, in the order of the names.
///
/// A dictionary hashes a slice byte by byte and safely against everybody; ten thousand `$name` would pay for it.
struct NamedValues<Value: Sendable>: Sendable {
  private var text: [UInt8] = []
  private var keys: [Range<Int>] = []
  private var values: [Value] = []
  private var index = KeyIndex(capacity: 32, foldsCase: false)
  /// A bit for each length of a name, 63 for longer ones: most names that are asked for have another.
  private var lengths: UInt64 = 0

  var isEmpty: Bool { keys.isEmpty }

  var names: [ArraySlice<UInt8>] { keys.map { text[$0] } }

  subscript(name: ArraySlice<UInt8>) -> Value? {
    guard lengths >> UInt64(min(name.count, 63)) & 1 == 1 else { return nil }
    return index.find(name.span, in: text.span, keyOf: { keys[$0] }).map { values[$0] }
  }

  /// Puts `value` under `name`, or what `merge` makes of it and the value that is there.
  mutating func add(_ value: Value, named name: ArraySlice<UInt8>, merge: (Value, Value) -> Value) {
    if let known = index.find(name.span, in: text.span, keyOf: { keys[$0] }) {
      values[known] = merge(values[known], value)
      return
    }
    lengths |= 1 << UInt64(min(name.count, 63))
    let key = text.count..<text.count + name.count
    text += name
    keys.append(key)
    values.append(value)
    let text = text
    _ = index.insert(keys.count - 1, key: key, in: text.span, keyOf: { keys[$0] })
  }
}
