package org.mailkeep.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The requests of a run, ready to be sent, and in which order domains are asked for. */
final class Questions {

    /** Long enough for the mix, short enough for the processor's cache. */
    private static final int SEQUENCE = 1 << 16;

    private static final long SEED = 8461;

    private final byte[][] requests;
    private final int[] sequence;
    private int next;

    private Questions(byte[][] requests, int[] sequence) {
        this.requests = requests;
        this.sequence = sequence;
    }

    /**
     * Asks for the domains by Zipf's law: the n-th is asked for 1/n^exponent as often as the first.
     *
     * @param exponent 0 asks for each equally often
     */
    static Questions of(String map, List<String> domains, double exponent) {
        byte[][] requests =
                domains.stream().map(domain -> netstring(map + " " + domain)).toArray(byte[][]::new);
        double[] upTo = new double[domains.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += 1 / Math.pow(i + 1, exponent);
            upTo[i] = sum;
        }
        var random = new SplittableRandom(SEED);
        int[] sequence = new int[SEQUENCE];
        for (int i = 0; i < SEQUENCE; i++) {
            int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
            sequence[i] = Math.min(found < 0 ? -found - 1 : found, upTo.length - 1);
        }
        return new Questions(requests, sequence);
    }

    byte[] next() {
        byte[] request = requests[sequence[next]];
        next = (next + 1) & (SEQUENCE - 1);
        return request;
    }

    static byte[] netstring(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        byte[] head = (content.length + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + content.length + 1];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        whole[whole.length - 1] = ',';
        return whole;
    }
}
