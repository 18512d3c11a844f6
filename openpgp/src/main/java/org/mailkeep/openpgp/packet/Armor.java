package org.mailkeep.openpgp.packet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.bcpg.ArmoredOutputStream;

/** ASCII armor (RFC 9580 §6.2). The checksum is not looked at: §6.1 forbids to refuse anything for it. */
public final class Armor {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN PGP ([A-Z ,/0-9]{1,40})-----");
    private static final Pattern END = Pattern.compile("-----END PGP [A-Z ,/0-9]{1,40}-----");

    private static final int VERSION_6 = 6;

    /**
     * One armored block.
     *
     * @param label what stands after {@code BEGIN PGP}, for example {@code PUBLIC KEY BLOCK}
     * @param base64 the lines of data, still encoded
     */
    public record Block(String label, String base64) {

        /** Whether the block says that it holds a secret key. */
        public boolean isSecret() {
            return label.contains("PRIVATE KEY");
        }

        /**
         * The bytes of the block.
         *
         * @throws MalformedPacketException when the data is not base64
         */
        public byte[] decode() throws MalformedPacketException {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException _) {
                throw new MalformedPacketException("the armor is not base64");
            }
        }

        /** Without the data: it may be a secret. */
        @Override
        public String toString() {
            return label;
        }
    }

    private Armor() {}

    /** Whether the bytes are packets as they are: no character of armor has the first bit set (RFC 9580 §4.2). */
    public static boolean isBinary(byte[] body) {
        return body.length > 0 && (body[0] & 0x80) != 0;
    }

    /**
     * The armored blocks of a text; what stands between them is passed over. When one claims to be secret, it alone is
     * answered, without its data.
     *
     * @throws MalformedPacketException when there is none, or one has no end
     */
    public static List<Block> read(byte[] body) throws MalformedPacketException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = new String(body, StandardCharsets.ISO_8859_1)
                .lines()
                .map(String::strip)
                .toList();
        int line = 0;
        while (line < lines.size()) {
            Matcher begin = BEGIN.matcher(lines.get(line));
            line++;
            if (begin.matches()) {
                Block empty = new Block(begin.group(1), "");
                if (empty.isSecret()) {
                    return List.of(empty); // nothing of a body with a secret key is looked at any further
                }
                int end = endOf(lines, line);
                blocks.add(new Block(empty.label(), dataOf(lines.subList(line, end))));
                line = end + 1;
            }
        }
        if (blocks.isEmpty()) {
            throw new MalformedPacketException("there is neither a packet nor an armored block");
        }
        return blocks;
    }

    /**
     * The packets of a body that is binary or armored; of several armored blocks, one after the other.
     *
     * @throws MalformedPacketException when it is neither, or claims to hold a secret key
     */
    public static byte[] unwrap(byte[] body) throws MalformedPacketException {
        if (isBinary(body)) {
            return body;
        }
        ByteArrayOutputStream packets = new ByteArrayOutputStream();
        for (Block block : read(body)) {
            if (block.isSecret()) {
                throw new MalformedPacketException("the body says that it holds a secret key");
            }
            packets.writeBytes(block.decode());
        }
        return packets.toByteArray();
    }

    /**
     * These bytes as an armored public key, without a version header (RFC 9580 §6.2.2). It has a checksum where §6.1 does not
     * forbid one: without it GnuPG 2.2 takes the last line for data, unless padding comes before it, and reads no key.
     */
    public static String writePublicKey(byte[] packets) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder()
                .clearHeaders()
                .enableCRC(!isVersion6(packets))
                .build(text)) {
            armor.write(packets);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }

    /** Whoever reads keys of version 6 does without a checksum. */
    private static boolean isVersion6(byte[] packets) {
        try {
            return PacketReader.read(packets, 1).getFirst().body().at(0) == VERSION_6;
        } catch (MalformedPacketException | IndexOutOfBoundsException | NoSuchElementException _) {
            return false;
        }
    }

    private static int endOf(List<String> lines, int from) throws MalformedPacketException {
        for (int line = from; line < lines.size(); line++) {
            if (END.matcher(lines.get(line)).matches()) {
                return line;
            }
        }
        throw new MalformedPacketException("an armored block has no end");
    }

    private static String dataOf(List<String> lines) {
        StringBuilder data = new StringBuilder();
        boolean inHeaders = true;
        for (String line : lines) {
            if (inHeaders) {
                // §6.2.2: headers are "Key: Value" and end with a blank line. Some programs leave the blank line out.
                inHeaders = !line.isEmpty() && line.contains(": ");
                if (line.isEmpty() || inHeaders) {
                    continue;
                }
            }
            if (line.startsWith("=")) {
                break;
            }
            data.append(line);
        }
        return data.toString();
    }
}
