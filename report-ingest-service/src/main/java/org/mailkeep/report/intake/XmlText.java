package org.mailkeep.report.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailkeep.report.domain.Deviations;
import org.mailkeep.report.domain.Place;
import org.mailkeep.report.domain.Quirk;

/** Finds out in which characters a document is written: many say UTF-8 and are not. */
final class XmlText {

    private static final int HEAD = 256;
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml[^>]{0,100}?encoding\\s{0,5}=\\s{0,5}[\"']([A-Za-z][A-Za-z0-9._-]{0,30})[\"']");

    /** Every octet is some character in it, and it is what those who know nothing of UTF-8 write. */
    private static final Charset FALLBACK = Charset.forName("windows-1252");

    private XmlText() {}

    /** The characters, from the first one that is not blank. */
    static Reader open(Inflated content, Deviations noted) throws IOException {
        Charset charset = charset(content, noted);
        var reader = new PushbackReader(new InputStreamReader(content.stream(), charset));
        int c = reader.read();
        while (c == '\uFEFF' || (c >= 0 && Character.isWhitespace(c))) {
            c = reader.read();
        }
        if (c >= 0) {
            reader.unread(c);
        }
        return reader;
    }

    private static Charset charset(Inflated content, Deviations noted) throws IOException {
        byte[] head;
        try (InputStream in = content.stream()) {
            head = in.readNBytes(HEAD);
        }
        if (head.length >= 2 && isUtf16Mark(head)) {
            return StandardCharsets.UTF_16;
        }
        Charset declared = declared(new String(head, StandardCharsets.ISO_8859_1));
        if (!declared.equals(StandardCharsets.UTF_8)) {
            return declared;
        }
        if (isUtf8(content)) {
            return StandardCharsets.UTF_8;
        }
        noted.note(Quirk.CHARSET_WRONG, Place.ROOT);
        return FALLBACK;
    }

    private static boolean isUtf16Mark(byte[] head) {
        int mark = (head[0] & 0xff) << 8 | (head[1] & 0xff);
        return mark == 0xfeff || mark == 0xfffe;
    }

    /** Only those of one octet per character; everything else is looked at as UTF-8. */
    private static Charset declared(String head) {
        Matcher matcher = ENCODING.matcher(head);
        if (matcher.find()) {
            String name = matcher.group(1).toLowerCase(Locale.ROOT);
            if ((name.startsWith("iso-8859-") || name.startsWith("windows-125")) && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return StandardCharsets.UTF_8;
    }

    private static boolean isUtf8(Inflated content) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(8 * 1024);
        var characters = CharBuffer.allocate(8 * 1024);
        try (InputStream in = content.stream()) {
            int count;
            do {
                count = in.read(bytes.array(), bytes.position(), bytes.remaining());
                bytes.position(bytes.position() + Math.max(count, 0)).flip();
                if (decoder.decode(bytes, characters.clear(), count < 0).isError()) {
                    return false;
                }
                bytes.compact();
            } while (count >= 0);
        }
        return true;
    }
}
