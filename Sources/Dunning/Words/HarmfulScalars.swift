extension Unicode.Scalar {
    /// Whether it ends a line: in a value that stands on one line it becomes a space.
    package var breaksLine: Bool {
        switch value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Whether it has no place in a value: controls, bidirectional overrides, tags, marks of order, noncharacters.
    package var isHarmfulInText: Bool {
        switch value {
        case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x206F, 0xFEFF, 0xFFF9...0xFFFC, 0xFDD0...0xFDEF,
            0xE0000...0xE007F:
            true
        default: value & 0xFFFE == 0xFFFE
        }
    }
}
