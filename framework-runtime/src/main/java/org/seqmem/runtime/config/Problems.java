// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * The problems of one configuration, gathered while it is read and bound, and reported at once. Not
 * safe for use by several threads.
 */
public final class Problems {

    private static final String INDENT = "  ";
    private static final String GAP = "   ";
    private static final int WIDTH = 120;

    private final String source;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> settled = new ArrayList<>();
    private @Nullable Throwable cause;

    /**
     * No problems yet.
     *
     * @param source the name of what is read, as in "my.conf has 3 problems"
     */
    public Problems(String source) {
        this.source = source;
    }

    /** Adds a problem, unless its block is known to be beyond repair. */
    public void add(Problem problem) {
        if (settled.stream().noneMatch(path -> isWithin(problem.path(), path))) {
            problems.add(problem);
        }
    }

    /** Adds a problem with what caused it, for the log. */
    public void add(Problem problem, Throwable cause) {
        add(problem);
        if (this.cause == null) {
            this.cause = cause;
        }
    }

    /** Adds a problem that makes all others within its path mere consequences. */
    void addFinal(Problem problem) {
        add(problem);
        settled.add(problem.path());
    }

    private static boolean isWithin(String path, String block) {
        return path.startsWith(block)
                && (path.length() == block.length()
                        || path.charAt(block.length()) == '.'
                        || path.charAt(block.length()) == '[');
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return problems.isEmpty();
    }

    /** The problems, sorted by path; a path's own in the order in which they were found. */
    public List<Problem> list() {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::path, Problems::byPath))
                .distinct()
                .toList();
    }

    /** Letter by letter, but numbers by their value: a[2] before a[10]. */
    private static int byPath(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            int order;
            if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
                int endI = endOfNumber(one, i);
                int endJ = endOfNumber(other, j);
                order = Integer.compare(endI - i, endJ - j);
                order =
                        order != 0
                                ? order
                                : one.substring(i, endI).compareTo(other.substring(j, endJ));
                i = endI;
                j = endJ;
            } else {
                order = Character.compare(one.charAt(i++), other.charAt(j++));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(one.length() - i, other.length() - j);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int endOfNumber(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /**
     * The report: a headline, then a line per problem with aligned columns of origin, path and
     * message. A message that does not fit stands on a line of its own. Without a final line end.
     */
    public String render() {
        List<Problem> sorted = list();
        int originWidth = sorted.stream().mapToInt(p -> p.origin().length()).max().orElse(0);
        int start = INDENT.length() + originWidth + INDENT.length();
        int subjectWidth =
                sorted.stream()
                        .filter(p -> fits(start + p.subject().length(), p))
                        .mapToInt(p -> p.subject().length())
                        .max()
                        .orElse(0);
        StringBuilder report = new StringBuilder(headline(sorted.size()));
        for (Problem problem : sorted) {
            String subject = problem.subject();
            report.append('\n').append(INDENT);
            report.append(padded(problem.origin(), originWidth)).append(INDENT);
            if (subject.isEmpty()) {
                report.append(problem.message());
            } else if (subject.length() <= subjectWidth && fits(start + subjectWidth, problem)) {
                report.append(padded(subject, subjectWidth)).append(GAP).append(problem.message());
            } else {
                report.append(subject).append('\n').append(" ".repeat(start));
                report.append(problem.message());
            }
        }
        return report.toString();
    }

    private static boolean fits(int column, Problem problem) {
        return !problem.path().isEmpty()
                && column + GAP.length() + problem.message().length() <= WIDTH;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private String headline(int count) {
        return source + " has " + count + (count == 1 ? " problem:" : " problems:");
    }

    /**
     * Ends the reading if there is a problem.
     *
     * @throws SeqmemException with the report as its message; its code is {@link
     *     ErrorCode#INVALID_CONFIG} if the user has anything to mend, else that of the first
     *     problem
     */
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw toException();
        }
    }

    /** The report as an exception. */
    SeqmemException toException() {
        ErrorCode code =
                problems.stream()
                        .map(Problem::code)
                        .filter(one -> one == ErrorCode.INVALID_CONFIG)
                        .findFirst()
                        .orElseGet(() -> problems.get(0).code());
        return new SeqmemException(code, render(), cause);
    }
}
