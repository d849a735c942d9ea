"""Small whole sites whose interactive columns come in shapes of many hands, with their truth.

Each part (letters, surveys, interviews, topics …) is written from a plan of what is true; ``site``
puts parts together into a website. Units, people and numbers are invented.
"""
