// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import java.util.List;
import java.util.regex.Pattern;

/** Turns the exceptions of the HOCON library into sentences. */
final class SyntaxErrors {

    private static final int LONGEST = 300;
    private static final String UNCLOSED = "the file ends before a { is closed";

    private record Wording(Pattern pattern, String words) {}

    private static final List<Wording> WORDINGS =
            List.of(
                    wording("^expecting a close parentheses .* not: end of file$", UNCLOSED),
                    wording("^Expecting close brace .* got end of file.*", UNCLOSED),
                    wording("^expecting a close parentheses .* not: ", "expected a key or }, got "),
                    wording(", or you may be able to rename the file .*\\)$", ")"),
                    wording(
                            "^Could not resolve substitution to a value: .* was part of a cycle of"
                                    + " substitutions involving (.*)$",
                            "substitutions lead in a circle: $1"),
                    wording(
                            "^Could not resolve substitution to a value: (.*)$",
                            "nothing to put for $1: neither a key of the file nor an environment"
                                    + " variable has this name"),
                    wording(
                            "^has type LIST rather than object at file root$",
                            "the file must hold keys, experiment { ... }, not a list"));

    private static Wording wording(String pattern, String words) {
        return new Wording(Pattern.compile(pattern), words);
    }

    private SyntaxErrors() {}

    /** The problem of a whole file. */
    static Problem problem(ConfigException e, String file) {
        ConfigOrigin origin = e.origin();
        return new Problem(origin == null ? file : Origin.of(origin), "", sentence(e));
    }

    /**
     * The message without the place, which stands before it, in plainer words where it misleads.
     */
    private static String sentence(ConfigException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
        ConfigOrigin origin = e.origin();
        String place = origin == null ? "" : origin.description() + ": ";
        String sentence = message.startsWith(place) ? message.substring(place.length()) : message;
        for (Wording wording : WORDINGS) {
            sentence = wording.pattern().matcher(sentence).replaceFirst(wording.words());
        }
        return sentence.length() <= LONGEST ? sentence : sentence.substring(0, LONGEST) + " ...";
    }
}
