package org.mailkeep.report.domain.dmarc;

import java.util.List;
import java.util.Optional;

/**
 * An XML element without its attributes and namespace, which no DMARC report needs, bounded by whoever read it.
 *
 * @param name the local name
 * @param text what it holds directly
 */
public record XmlElement(String name, String text, List<XmlElement> children) {

    /** Where there are several, the first. */
    Optional<XmlElement> child(String childName) {
        for (XmlElement child : children) {
            if (child.name.equals(childName)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    List<XmlElement> children(String childName) {
        return children.stream().filter(child -> child.name.equals(childName)).toList();
    }
}
