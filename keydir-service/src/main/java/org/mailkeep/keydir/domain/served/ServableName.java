package org.mailkeep.keydir.domain.served;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.mailkeep.contracts.DomainName;

/** Which names the directory takes as mail domains. */
public final class ServableName {

    /** The labels that are put in front must fit. */
    private static final int MAX_LENGTH =
            DomainName.MAX_LENGTH - DirectoryDomain.ADVANCED_LABEL.length() - ".".length();

    /** Scripts that one language writes together (UTS 39 §5.2, highly restrictive). */
    private static final Set<Set<UnicodeScript>> TOGETHER = Set.of(
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.HANGUL),
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.HAN, UnicodeScript.BOPOMOFO));

    private ServableName() {}

    /** Why a name is not taken, in a sentence; empty when it is. */
    public static Optional<String> objectionTo(DomainName name) {
        if (name.value().indexOf('.') < 0) {
            return Optional.of("a mail domain has at least two labels");
        }
        if (name.value().length() > MAX_LENGTH) {
            return Optional.of("the name is longer than " + MAX_LENGTH + " octets");
        }
        if (name.value().indexOf('_') >= 0) {
            return Optional.of("a mail domain has no underscore");
        }
        for (String label : name.value().split("\\.", -1)) {
            if (mixesScripts(IDN.toUnicode(label))) {
                return Optional.of("a label mixes scripts, as names do that are made to look like another one");
            }
        }
        return Optional.empty();
    }

    private static boolean mixesScripts(String label) {
        Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
        label.codePoints().mapToObj(UnicodeScript::of).forEach(scripts::add);
        scripts.removeAll(EnumSet.of(UnicodeScript.COMMON, UnicodeScript.INHERITED));
        return scripts.size() > 1 && TOGETHER.stream().noneMatch(together -> together.containsAll(scripts));
    }
}
