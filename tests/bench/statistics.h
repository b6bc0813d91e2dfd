// statistics.h — medians and other quantiles of samples.
#pragma once

#include <algorithm>
#include <vector>

namespace bench {

/// The q-quantile, 0 ≤ q ≤ 1, of samples in any order; 0 when there are none.
inline double quantile(std::vector<double> samples, double q) {
  if (samples.empty()) return 0;
  std::sort(samples.begin(), samples.end());
  return samples[static_cast<std::size_t>(q * static_cast<double>(samples.size() - 1) + 0.5)];
}
inline double median(const std::vector<double>& samples) { return quantile(samples, 0.5); }

}  // namespace bench
