// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody who misspelt one probably meant. */
public final class Nearest {

    private Nearest() {}

    /** " Did you mean ..?" with the nearest name, or nothing if none is near. */
    static String question(String given, Collection<String> names) {
        return of(given, names).map(name -> " Did you mean \"" + name + "\"?").orElse("");
    }

    /**
     * The nearest of some names: equal but for case and separators, else the one that the fewest
     * typing slips turn into the given one, at most one for every three characters. Of equally near
     * names the first.
     */
    public static Optional<String> of(String given, Collection<String> names) {
        String nearest = null;
        int least = Math.max(1, given.length() / 3) + 1;
        for (String name : names) {
            if (plain(name).equals(plain(given))) {
                return Optional.of(name);
            }
            int slips = slips(given, name);
            if (slips < least && slips < name.length()) {
                least = slips;
                nearest = name;
            }
        }
        return Optional.ofNullable(nearest);
    }

    private static String plain(String name) {
        return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int slips(String a, String b) {
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least = distance[i - 1][j - 1] + replaced;
                least = Math.min(least, distance[i - 1][j] + 1);
                least = Math.min(least, distance[i][j - 1] + 1);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, distance[i - 2][j - 2] + 1);
                }
                distance[i][j] = least;
            }
        }
        return distance[a.length()][b.length()];
    }
}
