/// One thing on a page; places in points from the upper left corner.
enum Mark {
    case line(TextBlock, index: Int, x: Double, baseline: Double)
    case link(String, x: Double, y: Double, width: Double, height: Double)
    case fill(x: Double, y: Double, width: Double, height: Double, grey: Double)
    case symbol(Symbol, x: Double, y: Double, size: Double)
    /// Where to cut, with its blades on the line; pointing right or, upright, down.
    case scissors(x: Double, y: Double, isUpright: Bool)
    /// A frame of an overlay, a line where it has no height.
    case guide(x: Double, y: Double, width: Double, height: Double, isFilled: Bool)
    /// A tag of the logical structure, for screen readers.
    case open(String)
    case close(String)

    func moved(by distance: Double) -> Mark {
        switch self {
        case .line(let text, let index, let x, let baseline):
            .line(text, index: index, x: x, baseline: baseline + distance)
        case .link(let address, let x, let y, let width, let height):
            .link(address, x: x, y: y + distance, width: width, height: height)
        case .fill(let x, let y, let width, let height, let grey):
            .fill(x: x, y: y + distance, width: width, height: height, grey: grey)
        case .symbol(let symbol, let x, let y, let size): .symbol(symbol, x: x, y: y + distance, size: size)
        case .scissors(let x, let y, let isUpright): .scissors(x: x, y: y + distance, isUpright: isUpright)
        case .guide(let x, let y, let width, let height, let isFilled):
            .guide(x: x, y: y + distance, width: width, height: height, isFilled: isFilled)
        case .open, .close: self
        }
    }
}
