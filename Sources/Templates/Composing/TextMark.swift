/// What lies between the words of a text that is still to be set: single control bytes, which no value and no template
/// holds.
enum TextMark: UInt8 {
    /// What follows begins on a new line.
    case line = 0x01
    /// What follows begins behind an empty line.
    case paragraph
    /// `<br>`: the line ends here.
    case lineEnd
    /// What follows stands directly under what was before, as text under its heading.
    case attached
    /// A line across.
    case rule
    case list
    case orderedList
    case item
    // Tab, line feed and carriage return are white space.
    case listEnd = 0x0E
    /// The text of a link, then the address to which it leads.
    case link
    case address
    /// The address gets a line of its own, as that of a button.
    case addressBelow
    case linkEnd
    /// A table of data: rows of cells. Tables that lay out a page leave lines alone.
    case table
    case row
    case cell
    /// A cell that names its row.
    case label
    /// A cell whose text stands at its end, as amounts do.
    case amount
    case tableEnd
    /// The blanks of what follows are no places to break a line at.
    case unbroken
    case unbrokenEnd
}
