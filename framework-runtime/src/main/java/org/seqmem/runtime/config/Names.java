// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How Java names are written in configuration. */
public final class Names {

    private static final Pattern WORD_END =
            Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    private Names() {}

    /** The key of a record component: batchSize is batch-size, useFFTScan use-fft-scan. */
    public static String ofComponent(String component) {
        return WORD_END.matcher(component).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** The name of an enum constant: WHITE_NOISE is white-noise. */
    static String ofConstant(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A key as it stands in a path: in quotes if it needs them. */
    static String inPath(String key) {
        return BARE.matcher(key).matches() ? key : ConfigUtil.quoteString(key);
    }

    /** A path of keys below another path, which may be empty. */
    static String path(String above, List<String> keys) {
        StringBuilder path = new StringBuilder(above);
        for (String key : keys) {
            path.append(path.length() == 0 ? "" : ".").append(inPath(key));
        }
        return path.toString();
    }
}
