// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** Experiments as tidy tables, for other programs. */
@NullMarked
package org.seqmem.runtime.report.export;

import org.jspecify.annotations.NullMarked;
