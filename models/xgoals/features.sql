-- Distance to the middle of the goal, and the angle between its posts (7.32 metres apart) as the shooter sees them.
WITH angles AS (
  SELECT *, atan(7.32 * x / (x * x + y * y - 7.32 * 7.32 / 4)) AS angle
  FROM shots
)
SELECT
  sqrt(x * x + y * y) AS distance_to_goal,
  if(angle > 0, angle, angle + pi()) AS angle_to_goal,
  is_goal
FROM angles
