// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;

/** Turns the exceptions of the HOCON library into sentences. */
final class SyntaxErrors {

    private static final int LONGEST = 300;

    private SyntaxErrors() {}

    /** The problem of a whole file. */
    static Problem problem(ConfigException e, String file) {
        ConfigOrigin origin = e.origin();
        return new Problem(origin == null ? file : Origin.of(origin), "", sentence(e));
    }

    /** The message without the place, which stands before it. */
    static String sentence(ConfigException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
        ConfigOrigin origin = e.origin();
        String place = origin == null ? "" : origin.description() + ": ";
        String sentence = message.startsWith(place) ? message.substring(place.length()) : message;
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + " ...";
    }
}
