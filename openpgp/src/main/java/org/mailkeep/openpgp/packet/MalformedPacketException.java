package org.mailkeep.openpgp.packet;

/** Bytes that are no OpenPGP packet, armor or field. The message names the fault and repeats no input. */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedPacketException(String why) {
        super(why);
    }
}
